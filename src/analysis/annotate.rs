//! One article through all stages.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use crate::attribution::{self, Attribution, Noted};
use crate::base::{Article, Span};
use crate::claims::{self, Claim, Term, Wording};
use crate::compare::{HeadlineClaim, NamingPhrase};
use crate::cues::{self, Cue, Preset};
use crate::matching::{Engine, Hits, RuleRef};
use crate::profile::Used;
use crate::rules::CueRule;
use crate::text::{DateMention, Document, TokenKind};

use super::headline::headline;
use super::overrides::Overrides;
use super::vocabulary::vocabulary;
use super::{Options, naming};

/// An article with everything found in it. Serialises as `annotate` of the JSON contract.
#[derive(Debug, Clone, Serialize)]
pub struct Annotated {
    /// The article as given.
    #[serde(flatten)]
    pub article: Article,
    /// Paragraphs.
    pub paragraphs: Vec<Span>,
    /// Sentences.
    pub sentences: Vec<Span>,
    /// Cues of the text.
    pub cues: Vec<Cue>,
    /// Cues of the headline; spans are into the title.
    pub title_cues: Vec<Cue>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// What its headline says.
    #[serde(skip)]
    pub headline: Option<HeadlineClaim>,
    /// Which of the settings' ignores it needed, by index.
    #[serde(skip)]
    pub ignored: Vec<usize>,
    /// Words outside quotation marks.
    #[serde(skip)]
    pub narration: usize,
    /// The words of its narration.
    #[serde(skip)]
    pub vocabulary: Vec<Used>,
    /// Words in quotation marks of each attribution.
    #[serde(skip)]
    pub quoted: Vec<usize>,
    /// Whether no pack is for its language.
    #[serde(skip)]
    pub unread: bool,
    /// Terms of each sentence.
    #[serde(skip)]
    pub terms: Vec<Vec<Term>>,
    /// Words as they stand.
    #[serde(skip)]
    pub wording: Vec<Wording>,
    /// Dates that the text gives: sentence, and `2018-03-04`, `2018-03` or `2018`.
    #[serde(skip)]
    pub dates: Vec<(usize, String)>,
    /// What it calls whom.
    #[serde(skip)]
    pub phrases: Vec<NamingPhrase>,
    /// Sentences that match a defined event: rule index, sentence, words.
    #[serde(skip)]
    pub defined: Vec<(usize, usize, String)>,
}

impl Annotated {
    /// What tables show of it: who published it, its headline, and its cues.
    pub fn lean(self) -> Annotated {
        Annotated {
            article: Article { text: String::new(), ..self.article },
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            attributions: Vec::new(),
            claims: Vec::new(),
            headline: None,
            vocabulary: Vec::new(),
            quoted: Vec::new(),
            terms: Vec::new(),
            wording: Vec::new(),
            dates: Vec::new(),
            phrases: Vec::new(),
            defined: Vec::new(),
            ..self
        }
    }
}

/// Whether some pack is for the article's language. An article that does not tell its language is read as it is.
pub fn has_rules(article: &Article, engine: &Engine) -> bool {
    let Some(lang) = article.lang.as_deref() else { return true };
    let code = lang.split(['-', '_']).next().unwrap_or(lang).to_lowercase();
    engine.rules().packs.iter().any(|pack| pack.language.as_deref() == Some(code.as_str()))
}

/// Annotates one article. One in a language without packs is kept with its paragraphs and sentences only.
pub fn annotate(article: Article, engine: &Engine, options: &Options) -> Annotated {
    let read = |text| engine.read(text, article.date.as_deref());
    let (document, title) = (read(&article.text), article.title.as_deref().map(read));
    let overrides = Overrides::of(&article, engine);
    let hits = hits(&article, &document, &overrides, engine, options);
    let mut made = annotated(&article, &document, hits, &overrides, engine, options);
    add_headline(&mut made, title.as_ref(), &overrides, engine, options);
    Annotated { article, ..made }
}

/// Annotates several, and hands each on in their order, beside its article: its own is left empty. In less time than one by one, and
/// with the same result.
pub fn annotate_several(
    articles: Vec<Article>,
    engine: &Engine,
    options: &Options,
    mut take: impl FnMut(&Article, Annotated),
) {
    let mut articles = articles.into_iter().peekable();
    while let Some(first) = articles.next() {
        let mut bytes = first.text.len();
        let mut group = vec![first];
        while let Some(next) = articles.next_if(|next| bytes.saturating_add(next.text.len()) <= TOGETHER) {
            bytes += next.text.len();
            group.push(next);
        }
        annotate_group(group, engine, options, &mut take);
    }
}

/// So many bytes of text are read together: a long article is alone, since what is read of it takes many times its room.
const TOGETHER: usize = 1 << 18;

/// Annotates articles that are read step by step together.
fn annotate_group(
    articles: Vec<Article>,
    engine: &Engine,
    options: &Options,
    take: &mut impl FnMut(&Article, Annotated),
) {
    let dated = |of: fn(&Article) -> Option<&str>| {
        articles.iter().map(move |article| (of(article).unwrap_or_default(), article.date.as_deref()))
    };
    let texts: Vec<_> = dated(|article| Some(&article.text)).chain(dated(|article| article.title.as_deref())).collect();
    let documents = engine.read_several(&texts);
    let (documents, titles) = documents.split_at(articles.len());
    // What is found in one is handed on, and with that let go, before the next begins: so its memory stays near.
    for ((article, document), title) in articles.iter().zip(documents).zip(titles) {
        let overrides = Overrides::of(article, engine);
        let hits = hits(article, document, &overrides, engine, options);
        let mut made = annotated(article, document, hits, &overrides, engine, options);
        add_headline(&mut made, article.title.as_ref().map(|_| title), &overrides, engine, options);
        take(article, made);
    }
}

/// Adds what an article's title says, unless no pack is for its language.
fn add_headline(
    made: &mut Annotated,
    title: Option<&Document>,
    overrides: &Overrides,
    engine: &Engine,
    options: &Options,
) {
    let Some(title) = title.filter(|_| !made.unread) else { return };
    let mut ignored: BTreeSet<usize> = made.ignored.drain(..).collect();
    (made.title_cues, made.headline) = headline(title, overrides, engine, options, &mut ignored);
    made.ignored = ignored.into_iter().collect();
}

/// What matches in an article's text; `None` when no pack is for its language.
fn hits(
    article: &Article,
    document: &Document,
    overrides: &Overrides,
    engine: &Engine,
    options: &Options,
) -> Option<Hits> {
    has_rules(article, engine).then(|| engine.find_in_article(document, false, overrides.least(options.preset, engine)))
}

/// Everything found in an article's text.
fn annotated(
    article: &Article,
    document: &Document,
    hits: Option<Hits>,
    overrides: &Overrides,
    engine: &Engine,
    options: &Options,
) -> Annotated {
    let Some(mut hits) = hits else { return unread(document) };
    let compared = !options.flags_only;
    let mut ignored = BTreeSet::new();
    overrides.leave_out(&mut hits, document, engine, &mut ignored);
    let strength = |rule: &CueRule| overrides.strength(rule);
    let noted = Noted::new(document, &hits);
    let attributions = attribution::find(document, &hits, &noted, engine);
    let terms = claims::terms(document, &hits, &noted, engine, compared);
    // Scope is judged by the default preset: another one changes what is flagged, never what an outlet asserts.
    let scope = cues::find_by(document, &hits, engine, Preset::Default, false, strength);
    let mut claims = claims::find(document, &scope, &attributions, &terms, engine, &article.id);
    let reporting = reporting(document, &attributions, false);
    let cues = match options.preset {
        Preset::Default => {
            let (cues, places) = cues::merge_placing(scope, reporting);
            renumber(&mut claims, |index| places.get(index).copied().flatten());
            cues
        }
        preset => {
            let shown = cues::find_by(document, &hits, engine, preset, false, strength);
            let cues = cues::merge(shown, reporting);
            renumber(&mut claims, |index| place(scope.get(index)?, &cues));
            cues
        }
    };
    let mut found = Annotated {
        paragraphs: document.paragraphs.clone(),
        sentences: document.sentences.iter().map(|s| s.span).collect(),
        vocabulary: if compared { vocabulary(document, engine) } else { Vec::new() },
        narration: if compared { narration(document) } else { 0 },
        quoted: attributions.iter().filter(|_| compared).map(|a| quoted(document, a)).collect(),
        unread: false,
        ignored: ignored.into_iter().collect(),
        cues,
        title_cues: Vec::new(),
        headline: None,
        attributions,
        claims,
        terms: Vec::new(),
        wording: Vec::new(),
        dates: Vec::new(),
        phrases: Vec::new(),
        defined: Vec::new(),
        article: Article::default(),
    };
    if compared {
        found.terms = vec![Vec::new(); document.sentences.len()];
        found.wording = claims::wording(document, engine);
        found.dates = dates(document);
        found.phrases = naming::phrases(document, &terms.written, &hits, engine);
        found.defined = defined(document, &hits);
        for term in terms.written {
            let sentence = document.sentence_of(term.token);
            if let Some(list) = found.terms.get_mut(sentence) {
                list.push(term);
            }
        }
    }
    found
}

fn unread(document: &Document) -> Annotated {
    Annotated {
        paragraphs: document.paragraphs.clone(),
        sentences: document.sentences.iter().map(|s| s.span).collect(),
        cues: Vec::new(),
        title_cues: Vec::new(),
        headline: None,
        attributions: Vec::new(),
        claims: Vec::new(),
        narration: 0,
        vocabulary: Vec::new(),
        quoted: Vec::new(),
        unread: true,
        ignored: Vec::new(),
        terms: vec![Vec::new(); document.sentences.len()],
        wording: Vec::new(),
        dates: Vec::new(),
        phrases: Vec::new(),
        defined: Vec::new(),
        article: Article::default(),
    }
}

/// How many of an attribution's words stand in quotation marks.
fn quoted(document: &Document, attribution: &Attribution) -> usize {
    let tokens = attribution.content.iter().flat_map(|span| {
        let start = document.tokens.partition_point(|t| t.span.end <= span.start);
        start..document.tokens.partition_point(|t| t.span.start < span.end)
    });
    let word = |at: &usize| document.tokens.get(*at).is_some_and(|t| t.kind == TokenKind::Word);
    tokens.filter(|at| word(at) && document.quotation_of(*at).is_some()).count()
}

/// Annotates many, in parallel; the order stays.
pub fn annotate_all(articles: Vec<Article>, engine: &Engine, options: &Options) -> Vec<Annotated> {
    articles.into_par_iter().map(|article| annotate(article, engine, options)).collect()
}

/// The dates that a text gives, as far as it gives them.
fn dates(document: &Document) -> Vec<(usize, String)> {
    let shown = |date: &DateMention| match (date.year?, date.month, date.day) {
        (year, Some(month), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        (year, Some(month), None) => Some(format!("{year:04}-{month:02}")),
        (year, None, _) => Some(format!("{year:04}")),
    };
    let found = document.dates.iter().filter_map(|d| Some((document.sentence_of(d.tokens.start), shown(d)?)));
    found.collect()
}

/// The cues that attributions are: of each the words of saying.
pub(super) fn reporting(document: &Document, attributions: &[Attribution], headline: bool) -> Vec<Cue> {
    let parts = attributions.iter().flat_map(|a| a.cue_tokens.iter().map(move |tokens| (a, tokens)));
    let cues = parts.map(|(attribution, tokens)| {
        let rule = &attribution.rule;
        cues::of_attribution(document, tokens, rule, attribution.stance, attribution.confidence, headline)
    });
    cues.collect()
}

/// Lets claims point at the cues that are shown; `place` is where one of theirs stands among these.
fn renumber(claims: &mut [Claim], place: impl Fn(usize) -> Option<usize>) {
    for claim in claims.iter_mut().filter(|claim| !claim.cues.is_empty()) {
        claim.cues = claim.cues.iter().filter_map(|&index| place(index)).collect();
    }
}

/// Where a cue stands among those that are shown.
fn place(cue: &Cue, shown: &[Cue]) -> Option<usize> {
    let first = shown.partition_point(|s| s.span < cue.span);
    let same = shown.iter().skip(first).take_while(|s| s.span == cue.span).position(|s| s.rule == cue.rule);
    same.map(|at| first + at)
}

/// Number of words outside quotation marks.
pub(super) fn narration(document: &Document) -> usize {
    let words =
        document.tokens.iter().enumerate().filter(|(_, t)| matches!(t.kind, TokenKind::Word | TokenKind::Number));
    words.filter(|(at, _)| document.quotation_of(*at).is_none()).count()
}

fn defined(document: &Document, hits: &Hits) -> Vec<(usize, usize, String)> {
    let found = hits.events.iter().filter_map(|hit| match hit.rule {
        RuleRef::Event(index) => {
            Some((index, hit.sentence, document.span(&hit.tokens).of(document.text).to_lowercase()))
        }
        _ => None,
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stamped;
    use crate::rules::{Sources, load};

    #[test]
    fn several_articles_are_annotated_as_each_is_alone_and_in_their_order() {
        let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
        let engine = Engine::new(rules).unwrap();
        let options = Options { flags_only: true, ..Options::default() };
        let text = "“We have nothing to hide,” Anna Berg, the mayor, said on Monday. She allegedly lost 40 tonnes.\n\n\
                    Moscow denied that it had expelled 23 diplomats.\n\n";
        let article = |id: &str, lang: &str, text: &str| Article {
            id: id.into(),
            lang: Some(lang.into()),
            date: Some("2018-12-06".into()),
            title: Some("Mayor “may have” lied".into()),
            text: text.into(),
            ..Article::default()
        };
        let long = text.repeat(TOGETHER / text.len() + 1);
        let articles = [
            article("a", "en", text),
            article("b", "en", &long),
            article("c", "ru", "Без правил."),
            article("d", "en", ""),
            article("e", "en", "Critics said that the plan was weak."),
        ];
        let shown = |made: &Annotated| serde_json::to_string(&stamped(&engine, made)).unwrap();
        let alone: Vec<String> =
            articles.iter().map(|article| shown(&annotate(article.clone(), &engine, &options))).collect();
        let mut together = Vec::new();
        annotate_several(articles.into(), &engine, &options, |article, made| {
            together.push(shown(&Annotated { article: article.clone(), ..made }));
        });
        assert!(alone == together);
        assert!(alone.iter().any(|line| line.contains("Anna Berg")));
    }
}
