//! Small pages: what is read from them and what is left out.

use super::super::test_engine;
use proptest::strategy::Strategy;

use super::*;

const STORY: &str = "<p>The bridge over the harbour was closed on Friday, after cracks were found in two of its piers, the council said.</p>\
    <p>Engineers will look at the other piers next week, and a ferry will run until the bridge opens again in spring.</p>";

fn source(bytes: &[u8]) -> Source<'_> {
    Source { bytes, place: "x.html", explain: true, ..Source::default() }
}

fn read(html: &str) -> Record {
    page(source(html.as_bytes()), test_engine()).unwrap()
}

#[track_caller]
fn check(head: &str, expect: [Option<&str>; 6]) {
    let a = read(&format!("<html><head>{head}</head><body><article>{STORY}</article></body></html>")).article;
    assert_eq!([a.title, a.outlet, a.author, a.date, a.url, a.lang].each_ref().map(Option::as_deref), expect);
    assert!(a.text.starts_with("The bridge over") && a.text.contains("said.\n\nEngineers"), "{}", a.text);
}

#[test]
fn json_ld_tells_most_even_in_a_graph_with_line_breaks_in_it() {
    let head = "<link rel=canonical href='https://echo.example/bridge'><script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\"},
        {\"@type\": [\"NewsArticle\"], \"headline\": \"Bridge &amp; pier\n closed\", \"author\": [{\"name\": \"Ann Lee\"}, \"Tom Okafor\"],
         \"publisher\": {\"name\": \"The Echo\"}, \"datePublished\": \"2022-01-14T09:30:00+0100\", \"inLanguage\": \"en-GB\"}]};</script>";
    let date = Some("2022-01-14T09:30:00+01:00");
    let url = Some("https://echo.example/bridge");
    check(head, [Some("Bridge & pier closed"), Some("The Echo"), Some("Ann Lee, Tom Okafor"), date, url, Some("en")]);
}

#[test]
fn meta_elements_and_visible_parts_tell_the_rest() {
    let head = "<title>Bridge closed | The Echo</title><meta property='og:site_name' content='The Echo'>\
        <meta name=author content='Ann Lee'><meta property='article:published_time' content='2022-01-14T09:30:00Z'>";
    let date = Some("2022-01-14T09:30:00Z");
    check(head, [Some("Bridge closed"), Some("The Echo"), Some("Ann Lee"), date, None, None]);
    check("<script type='application/ld+json'>{\"@type\": \"NewsArticle\", </script>", [None; 6]);
    let url = Some("https://www.bbc.co.uk/news/1");
    let head = "<meta property='og:url' content='https://www.bbc.co.uk/news/1'><meta name=date content='14 January'>";
    check(head, [None, Some("BBC News"), None, None, url, None]);
}

#[test]
fn a_language_that_the_text_does_not_have_is_not_believed() {
    let russian = "<p>Городской совет сообщил в пятницу, что мост через гавань закрыт: в двух опорах нашли трещины.</p>\
        <p>Инженеры осмотрят остальные опоры на будущей неделе, а до весны будет ходить паром, сказал представитель совета.</p>";
    assert_eq!(read(&format!("<html lang=en><article>{russian}</article>")).article.lang.as_deref(), Some("ru"));
    assert_eq!(read(&format!("<html lang=en-GB><article>{STORY}</article>")).article.lang.as_deref(), Some("en"));
}

#[test]
fn captions_and_related_links_are_left_out_and_named() {
    let record = read(&format!(
        "<body><article>{STORY}<figure><figcaption>The closed bridge</figcaption></figure>\
         <div class='story-RelatedLinks'><a href=/a>Ferry to run all winter</a></div>{}</article></body>",
        "<p>Traders said on Sunday that they had lost a third of their custom since the bridge was closed to cars.</p>"
    ));
    assert_eq!(record.article.text.matches("\n\n").count(), 2, "{}", record.article.text);
    assert!(!record.article.text.contains("closed bridge") && !record.article.text.contains("all winter"));
}

#[test]
fn a_page_without_an_article_is_an_error() {
    for html in ["<html></html>", "<script>var a = 1;</script>", "<!doctype html><body><nav><a href=/>Home</a></nav>"] {
        let error = page(source(html.as_bytes()), test_engine()).unwrap_err().to_string();
        assert!(error.starts_with("x.html: an HTML page without an article"), "{error}");
    }
}

#[test]
fn a_page_cut_off_or_nested_without_end_is_read() {
    assert!(read(&format!("<body><article>{STORY}<p>The council, wh")).article.text.contains("Engineers"));
    let deep = format!("<body>{}{STORY}", "<div>".repeat(10_000));
    assert!(page(source(deep.as_bytes()), test_engine()).is_ok());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn any_bytes_are_read_or_refused(pieces in proptest::collection::vec(
        proptest::prop_oneof![
            proptest::sample::select(vec!["<p>", "</p>", "<table>", "<tr>", "<div class=related>", "<a href=x>", "<script type='application/ld+json'>{\"@type\"", "The bridge was closed. ", "<template>", "<body>", "<frameset>", "&#0;", "<svg><title>", "<br><br>", "<font>", "<noscript><img>"]).prop_map(|s: &str| s.as_bytes().to_vec()),
            proptest::collection::vec(proptest::prelude::any::<u8>(), 0..8),
        ], 0..60)) {
        let _ = page(source(&pieces.concat()), test_engine());
    }
}
