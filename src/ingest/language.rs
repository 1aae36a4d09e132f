//! The language of an article, where its own words leave no doubt.

use whatlang::Lang;

/// Below so many bytes a guess is worth nothing.
const SHORTEST: usize = 200;
/// More than so many bytes change nothing.
const ENOUGH: usize = 2500;

/// The ISO 639-1 code of the language of a whole article; `None` for short texts, unsure guesses and languages without a code.
pub(super) fn detect(text: &str) -> Option<String> {
    if text.len() < SHORTEST {
        return None;
    }
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

    #[test]
    fn a_whole_article_tells_its_language_and_a_line_does_not() {
        let english = "The council said on Friday that the bridge would stay closed until engineers had looked at it. ";
        let russian = "Городской совет сообщил в пятницу, что мост останется закрытым до осмотра его инженерами. ";
        assert_eq!(detect(&english.repeat(3)).as_deref(), Some("en"));
        assert_eq!(detect(&russian.repeat(3)).as_deref(), Some("ru"));
        assert_eq!(detect(english), None);
        assert_eq!(detect(&"12 34 ".repeat(60)), None);
    }

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        assert!(Lang::all().iter().all(|&lang| code(lang).is_some()));
    }
}
