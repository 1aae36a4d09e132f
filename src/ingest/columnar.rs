//! Parquet files, whose rows are articles as those of a table are. Read row group by row group.

use std::io::{BufRead, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

use bytes::Bytes;
use jiff::civil::date;
use jiff::{Span, Timestamp};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

use super::columns::{self, Columns};
use super::structured::{self, Parsed};
use crate::base::Error;
use crate::store;

/// How a file begins.
const MAGIC: &[u8] = b"PAR1";
/// A longer file is only read where it lies, not from standard input nor packed, in bytes.
const LONGEST: u64 = 1 << 30;
/// How many rows are decoded at once.
const BATCH: usize = 64;
/// How deep values may stand in values.
const DEPTH: usize = 8;

/// The articles of a file.
pub(super) struct Rows {
    rows: RowIter<'static>,
    place: String,
    columns: Columns,
    number: usize,
    ended: bool,
}

impl Rows {
    /// The articles of the file at `path`, or of `reader` where that is no file as it lies there; `place` names it in messages.
    ///
    /// # Errors
    /// When it is damaged, or no column holds the text.
    pub(super) fn new(path: &Path, reader: impl BufRead, place: &str, columns: &Columns) -> Result<Self, Error> {
        let damaged = |error: ParquetError| broken(place, &error);
        silence();
        let file: Box<dyn FileReader> = match store::file_that_begins(path, MAGIC) {
            Some(file) => Box::new(opened(file).map_err(damaged)?),
            None => {
                let mut bytes = Vec::new();
                reader.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|source| Error::io(place, source))?;
                if bytes.len() as u64 > LONGEST {
                    let what = format!("a Parquet file of more than {} MiB that is packed or a stream", LONGEST >> 20);
                    return Err(Error::input(place, what, "save it as a file of its own"));
                }
                Box::new(opened(Bytes::from(bytes)).map_err(damaged)?)
            }
        };
        let fields = file.metadata().file_metadata().schema().get_fields();
        let names: Vec<String> = fields.iter().map(|field| field.name().to_owned()).collect();
        if !columns.has_text(&names) {
            return Err(columns::no_text(place, &names));
        }
        let rows = RowIter::from_file_into(file).with_batch_size(BATCH);
        Ok(Rows { rows, place: place.to_owned(), columns: columns.clone(), number: 0, ended: false })
    }
}

impl Iterator for Rows {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        if self.ended {
            return None;
        }
        self.number += 1;
        let place = format!("{}:{}", self.place, self.number);
        // Where the library panics on damaged data, the rows are not asked again.
        let row = panic::catch_unwind(AssertUnwindSafe(|| self.rows.next()));
        let row = row.unwrap_or_else(|_| Some(Err(ParquetError::General("its pages do not fit together".to_owned()))));
        let parsed = match row? {
            Ok(row) => structured::article(&object(&row, DEPTH), &self.columns, &place),
            Err(error) => {
                self.ended = true;
                Err(broken(&place, &error))
            }
        };
        Some((self.number, parsed))
    }
}

/// A file's reader, once its end was read.
fn opened<R: ChunkReader + 'static>(source: R) -> Result<SerializedFileReader<R>, ParquetError> {
    let opened = panic::catch_unwind(AssertUnwindSafe(|| SerializedFileReader::new(source)));
    opened.unwrap_or_else(|_| Err(ParquetError::General("its description does not hold together".to_owned())))
}

/// Panics of the library are caught and told as errors; nothing is said of them besides.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let otherwise = panic::take_hook();
        panic::set_hook(Box::new(move |told| {
            let is_library =
                told.location().is_some_and(|at| at.file().contains("/parquet-") || at.file().contains("\\parquet-"));
            if !is_library {
                otherwise(told);
            }
        }));
    });
}

/// A row as JSON. The library's own way panics on times that no calendar has.
fn object(row: &Row, depth: usize) -> Map<String, Value> {
    row.get_column_iter().map(|(name, field)| (name.clone(), value(field, depth))).collect()
}

/// A value as JSON: what may be part of an article; the rest as nothing.
fn value(field: &Field, depth: usize) -> Value {
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    let time = |time: Result<Timestamp, jiff::Error>| time.ok().map(|time| time.to_string());
    let text = match field {
        Field::Str(text) => Some(text.clone()),
        // Files of older programs do not say that it is text.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(str::to_owned),
        Field::Date(days) => Span::new()
            .try_days(*days)
            .and_then(|days| date(1970, 1, 1).checked_add(days))
            .ok()
            .map(|day| day.to_string()),
        Field::TimestampMillis(at) => time(Timestamp::from_millisecond(*at)),
        Field::TimestampMicros(at) => time(Timestamp::from_microsecond(*at)),
        Field::Int(number) => return (*number).into(),
        Field::Long(number) => return (*number).into(),
        Field::UInt(number) => return (*number).into(),
        Field::ULong(number) => return (*number).into(),
        Field::Group(row) => return Value::Object(object(row, depth)),
        Field::ListInternal(list) => return list.elements().iter().map(|one| value(one, depth)).collect(),
        _ => None,
    };
    text.map_or(Value::Null, Value::String)
}

fn broken(place: &str, error: &ParquetError) -> Error {
    let what = format!("a damaged or cut off Parquet file ({error})");
    Error::input(place, what, "fetch or export it again; what comes after that place was not read")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use parquet::basic::{Compression, ZstdLevel};
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// Three rows, the second without an outlet, the third without a text.
    fn file(compression: Compression) -> Vec<u8> {
        let schema = "message m { required int64 published (TIMESTAMP(MILLIS,true)); optional binary domain (UTF8); optional binary maintext (UTF8); }";
        let properties = WriterProperties::builder().set_compression(compression).build();
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&[1_709_285_400_000; 3], None, None).unwrap();
        column.close().unwrap();
        for (values, levels) in
            [(["echo.example", "post.example"], [1, 0, 1]), (["It rained.", "It was “dry”."], [1, 1, 0])]
        {
            let values = values.map(ByteArray::from);
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        writer.into_inner().unwrap()
    }

    fn shown(bytes: &[u8], columns: &Columns) -> Vec<String> {
        let rows = match Rows::new(Path::new("no.parquet"), bytes, "n.parquet", columns) {
            Ok(rows) => rows,
            Err(error) => return vec![error.to_string()],
        };
        let show = |(number, parsed): Parsed| match parsed {
            Ok((a, _)) => {
                format!("{number} {}|{}|{}", a.outlet.unwrap_or_default(), a.date.unwrap_or_default(), a.text)
            }
            Err(error) => error.to_string(),
        };
        rows.map(show).collect()
    }

    #[test]
    fn rows_are_articles_however_they_are_packed() {
        let columns = Columns::new(&BTreeMap::new());
        let zstd = Compression::ZSTD(ZstdLevel::default());
        for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(Default::default()), zstd]
        {
            let got = shown(&file(compression), &columns);
            assert_eq!(
                got[..2],
                ["1 echo.example|2024-03-01T09:30:00Z|It rained.", "2 |2024-03-01T09:30:00Z|It was “dry”."]
            );
            assert!(got[2].starts_with("n.parquet:3: not an article: missing field `text`"), "{}", got[2]);
        }
    }

    #[test]
    fn a_file_without_text_or_cut_off_says_so() {
        let other = Columns::new(&BTreeMap::from([("text".to_owned(), "story".to_owned())]));
        let want =
            "n.parquet: no column with the text among published, domain, maintext; say which it is: --map text=NAME";
        assert_eq!(shown(&file(Compression::SNAPPY), &other), [want]);
        let whole = file(Compression::SNAPPY);
        let got = shown(&whole[..whole.len() - 20], &other);
        assert!(got[0].starts_with("n.parquet: a damaged or cut off Parquet file"), "{got:?}");
    }

    proptest::proptest! {
        #[test]
        fn a_damaged_file_is_read_or_refused(at in 0_usize..2000, with in proptest::num::u8::ANY) {
            let mut bytes = file(Compression::SNAPPY);
            let at = at % bytes.len();
            bytes[at] = with;
            let _ = shown(&bytes, &Columns::new(&BTreeMap::new()));
        }
    }
}
