//! What a page says of itself: JSON-LD, then Open Graph and other `meta` elements, then its visible parts.

use dom_query::Document;
use serde_json::Value;

use crate::base::Article;
use crate::ingest::lines::{key, words};
use crate::ingest::{dates, language, outlet};
use crate::rules::RuleSet;

/// How deep JSON-LD is searched.
const DEPTH: usize = 6;
/// A heading of more words was never closed.
const HEADLINE: usize = 40;
/// What may stand in one value.
const LONGEST: usize = 400;

/// What the page tells, without the text, and the article's body where its JSON-LD has it.
pub(super) fn read(document: &Document, url: Option<&str>, rules: &RuleSet) -> (Article, Option<String>) {
    let linked = linked(document);
    let meta = |names: &[&str]| names.iter().find_map(|name| meta(document, name));
    let of = |field: &str| linked.as_ref().and_then(|article| article.get(field));
    let attribute =
        |selector: &str, name: &str| document.select_single(selector).attr(name).and_then(|value| tidy(&value));
    let visible = |selector: &str| tidy(&document.select_single(selector).text());
    let address = attribute("link[rel=canonical]", "href").or_else(|| meta(&["og:url"]));
    let address = address.filter(|url| url.starts_with("http")).or_else(|| url.and_then(tidy));
    let address =
        address.or_else(|| of("url").and_then(Value::as_str).filter(|url| url.starts_with("http")).and_then(tidy));
    let site = meta(&["og:site_name"]).or_else(|| of("publisher").and_then(|p| names(p).into_iter().next()));
    let title = of("headline").and_then(Value::as_str).and_then(tidy);
    let title = title
        .or_else(|| meta(&["og:title", "twitter:title"]))
        .or_else(|| visible("h1").filter(|title| words(title) <= HEADLINE))
        .or_else(|| visible("title"));
    let author = of("author").map(names).filter(|names| !names.is_empty()).map(|names| names.join(", "));
    let author = author.or_else(|| meta(&["author", "article:author", "byl", "dc.creator", "parsely-author"]));
    let date = of("datePublished").or_else(|| of("dateCreated")).and_then(Value::as_str).and_then(dates::published);
    let names = [
        "article:published_time",
        "datePublished",
        "og:published_time",
        "parsely-pub-date",
        "pubdate",
        "publishdate",
        "publish-date",
        "sailthru.date",
        "dc.date.issued",
        "dc.date",
        "date",
    ];
    let date_of = |name: &&str| self::meta(document, name).as_deref().and_then(dates::published);
    let date = date.or_else(|| names.iter().find_map(date_of));
    let date = date.or_else(|| attribute("time[datetime]", "datetime").as_deref().and_then(dates::published));
    let lang = attribute("html[lang]", "lang").or_else(|| of("inLanguage").and_then(Value::as_str).and_then(tidy));
    let article = Article {
        title: title.map(|title| bare(&title, site.as_deref(), rules)),
        outlet: outlet::of_site(site, address.as_deref(), rules),
        author: author.filter(|author| !author.contains("://")),
        date,
        url: address,
        lang: lang.and_then(|lang| language::of_tag(&lang)),
        ..Article::default()
    };
    (article, of("articleBody").and_then(Value::as_str).map(plain))
}

/// A title without the name of the site behind it.
fn bare(title: &str, site: Option<&str>, rules: &RuleSet) -> String {
    let own = outlet::SIGNS.iter().filter_map(|sign| title.rsplit_once(sign)).min_by_key(|(_, behind)| behind.len());
    match (outlet::of_title(title, rules), own) {
        (Some((title, _)), _) => title.to_owned(),
        (None, Some((before, behind))) if site.is_some_and(|site| key(site) == key(behind)) => before.trim().to_owned(),
        _ => title.to_owned(),
    }
}

/// The content of the first `meta` element of a name.
fn meta(document: &Document, name: &str) -> Option<String> {
    document.select("meta[content]").iter().find_map(|element| {
        let named = ["property", "name", "itemprop"]
            .into_iter()
            .any(|by| element.attr(by).is_some_and(|own| own.eq_ignore_ascii_case(name)));
        if named { tidy(&element.attr("content")?) } else { None }
    })
}

/// One line without references to characters; `None` when nothing is left, or too much.
pub(super) fn tidy(text: &str) -> Option<String> {
    let text = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}

/// Text whose references to characters were encoded once too often, or that holds tags.
pub(super) fn plain(text: &str) -> String {
    if text.contains('&') || text.contains("</") {
        Document::fragment(text).text().to_string()
    } else {
        text.to_owned()
    }
}

/// The article that the page's JSON-LD is about.
fn linked(document: &Document) -> Option<Value> {
    let scripts = document.select("script[type='application/ld+json']");
    let values: Vec<Value> = scripts.iter().filter_map(|script| json(&script.text())).collect();
    values.iter().find_map(|value| article(value, DEPTH)).cloned()
}

/// JSON as pages have it: in comments, with line breaks in strings, with a mark behind it.
fn json(text: &str) -> Option<Value> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start = text.find(['{', '['])?;
    let mut values = serde_json::Deserializer::from_str(text.get(start..)?).into_iter::<Value>();
    values.next()?.ok()
}

fn article(value: &Value, depth: usize) -> Option<&Value> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(values) => values.iter().find_map(|value| article(value, depth)),
        Value::Object(fields) => {
            let is = |kind: &Value| {
                kind.as_str().is_some_and(|kind| {
                    kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind.ends_with("Report")
                })
            };
            let found = match fields.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(is),
                Some(kind) => is(kind),
                None => false,
            };
            let inner = || {
                ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|name| article(fields.get(*name)?, depth))
            };
            if found { Some(value) } else { inner() }
        }
        _ => None,
    }
}

/// The names in an author or publisher: text, object, or a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => tidy(name).into_iter().collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        Value::Array(values) => {
            let mut all: Vec<String> = Vec::new();
            for name in values.iter().flat_map(|value| {
                value.as_str().map_or_else(
                    || value.get("name").map(names).unwrap_or_default(),
                    |name| tidy(name).into_iter().collect(),
                )
            }) {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            all
        }
        _ => Vec::new(),
    }
}
