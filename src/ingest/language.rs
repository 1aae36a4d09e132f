//! The language of an article, where its own words leave no doubt.

use std::collections::BTreeSet;

use whatlang::Lang;

use crate::rules::{RuleSet, Word};

/// Below so many bytes a guess is worth nothing.
const SHORTEST: usize = 200;
/// More than so many bytes change nothing.
const ENOUGH: usize = 2500;
/// What the lists of a language's commonest words are called, before its code.
const COMMON_WORDS: &str = "common-words-";
/// How many words at the beginning of a text are looked up in them.
const LOOKED_UP: usize = 120;
/// The least number of words that says something.
const FEWEST: usize = 20;
/// One word in so many must be a common one of the language.
const ONE_IN: usize = 7;

/// The ISO 639-1 code of the language of a whole article; `None` for short texts, unsure guesses and languages without a code.
///
/// The common words of the languages that packs are for decide most articles at once; what they leave open, statistics of letters
/// decide, which take a hundred times as long.
pub(super) fn detect(text: &str, rules: &RuleSet) -> Option<String> {
    if text.len() < SHORTEST {
        return None;
    }
    by_common_words(text, rules).map(str::to_owned).or_else(|| by_letters(text))
}

/// The code of a language tag: `en` of `en-GB`; `None` for what is no tag, which is left to be told by the text.
pub(super) fn of_tag(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?;
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic())).then(|| code.to_ascii_lowercase())
}

/// The language whose common words make up enough of the first words of a text.
fn by_common_words<'r>(text: &str, rules: &'r RuleSet) -> Option<&'r str> {
    let languages: BTreeSet<&str> = rules.packs.iter().filter_map(|pack| pack.language.as_deref()).collect();
    let mut folded = String::new();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(LOOKED_UP);
    let words = words.map(|word| {
        folded.clear();
        folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        rules.words.get(&folded)
    });
    let words: Vec<Word> = words.collect();
    languages.into_iter().find(|language| {
        let list = format!("{COMMON_WORDS}{language}");
        let common = words.iter().filter(|word| rules.tables.has(&list, **word)).count();
        words.len() >= FEWEST && common * ONE_IN >= words.len()
    })
}

fn by_letters(text: &str) -> Option<String> {
    let end = (0..=ENOUGH.min(text.len())).rev().find(|&at| text.is_char_boundary(at))?;
    let info = whatlang::detect(text.get(..end)?)?;
    info.is_reliable().then(|| code(info.lang())).flatten().map(str::to_owned)
}

/// ISO 639-1 for the detector's ISO 639-3.
fn code(lang: Lang) -> Option<&'static str> {
    const CODES: &str = "epo=eo eng=en rus=ru cmn=zh spa=es por=pt ita=it ben=bn fra=fr deu=de ukr=uk kat=ka ara=ar hin=hi \
        jpn=ja heb=he yid=yi pol=pl amh=am jav=jv kor=ko nob=nb dan=da swe=sv fin=fi tur=tr nld=nl hun=hu ces=cs ell=el \
        bul=bg bel=be mar=mr kan=kn ron=ro slv=sl hrv=hr srp=sr mkd=mk lit=lt lav=lv est=et tam=ta vie=vi urd=ur tha=th \
        guj=gu uzb=uz pan=pa aze=az ind=id tel=te pes=fa mal=ml ori=or mya=my nep=ne sin=si khm=km tuk=tk aka=ak zul=zu \
        sna=sn afr=af lat=la slk=sk cat=ca tgl=tl hye=hy cym=cy";
    CODES.split_ascii_whitespace().find_map(|pair| pair.split_once('=').filter(|p| p.0 == lang.code()).map(|p| p.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Sources, load};

    #[test]
    fn a_whole_article_tells_its_language_and_a_line_does_not() {
        let english = "The council said on Friday that the bridge would stay closed until engineers had looked at it. ";
        let russian = "Городской совет сообщил в пятницу, что мост останется закрытым до осмотра его инженерами. ";
        for rules in [&RuleSet::default(), &load(&Sources { no_user_rules: true, ..Sources::default() }).rules] {
            assert_eq!(detect(&english.repeat(3), rules).as_deref(), Some("en"));
            assert_eq!(detect(&russian.repeat(3), rules).as_deref(), Some("ru"));
            assert_eq!(detect(english, rules), None);
            assert_eq!(detect(&"12 34 ".repeat(60), rules), None);
        }
    }

    #[test]
    fn common_words_take_no_other_language_for_their_own() {
        let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
        let texts = [
            (
                "nl",
                "De gemeente zei dat de brug in de stad nog een week dicht is en dat het werk van de dienst was gedaan. ",
            ),
            (
                "de",
                "Die Stadt hat am Freitag gesagt, dass die Brücke so lange zu ist, bis man in der Sache mehr weiß. ",
            ),
            ("fr", "La mairie a fait savoir que le pont restera fermé et que la date de sa fin ne sera pas donnée. "),
            (
                "sv",
                "Kommunen sade på fredagen att bron är stängd till dess att man har sett över den och att det tar tid. ",
            ),
        ];
        for (language, text) in texts {
            assert_eq!(by_common_words(&text.repeat(3), &rules), None, "{language}");
        }
    }

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        assert!(Lang::all().iter().all(|&lang| code(lang).is_some()));
    }
}
