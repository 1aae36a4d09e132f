//! From what was written to nodes over interned words: lists and inflections spelled out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::syntax::{Item, Mistake, Part, parse};
use super::{Node, Pattern};
use crate::base::{Code, Span};
use crate::rules::fields::{Report, Text};
use crate::rules::fold::{Contractions, fold};
use crate::rules::inflection::{Inflect, Inflection};
use crate::rules::{Word, Words, near};

/// How deep lists may refer to lists, and how many nodes a pattern may grow to.
const LISTS_DEEP: usize = 32;
const NODES: usize = 20_000;

/// A named list of a pack: its entries are patterns.
#[derive(Debug)]
pub(in crate::rules) struct List<'t> {
    pub entries: Vec<Text<'t>>,
}

/// What lowering needs: the lists of all packs, the inflections, and the vocabulary that grows.
pub(in crate::rules) struct Lowering<'t> {
    pub words: Words,
    pub inflection: Inflection,
    pub contractions: Contractions,
    /// By file: the id of its pack.
    pub packs: Vec<String>,
    /// By `pack:name`.
    pub lists: FxHashMap<String, List<'t>>,
    done: FxHashMap<(String, bool, Inflect), Vec<Node>>,
    reported: FxHashSet<String>,
    /// Lists that are being lowered.
    open: Vec<String>,
    /// What is legal in the present pattern but probably not meant.
    warnings: Vec<Mistake>,
}

/// Where a pattern stands: its file, for short list names, and whether all its words keep their case.
#[derive(Clone, Copy)]
struct Setting {
    file: usize,
    exact: bool,
    /// Inflection that a group or list hands down to its one-word entries.
    inflect: Inflect,
    deep: usize,
}

impl<'t> Lowering<'t> {
    pub fn new(packs: Vec<String>, lists: FxHashMap<String, List<'t>>) -> Self {
        Lowering {
            words: Words::default(),
            inflection: Inflection::default(),
            contractions: Contractions::default(),
            packs,
            lists,
            done: FxHashMap::default(),
            reported: FxHashSet::default(),
            open: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Lowers a pattern; mistakes go to the report.
    pub fn pattern(&mut self, text: &Text<'t>, exact: bool, report: &mut Report) -> Option<Pattern> {
        let setting = Setting { file: text.place.file, exact, inflect: Inflect::No, deep: 0 };
        let mut written = Vec::new();
        let nodes = parse(text.value).and_then(|items| self.written(&items, setting, report, &mut written));
        let nodes = nodes.and_then(|nodes| match size(&nodes) > NODES {
            true => Err(Mistake::new(Code::TooLarge, whole(text), "the pattern grows too large with its lists")),
            false => Ok(nodes),
        });
        for warning in self.warnings.drain(..) {
            report.warning(text, warning);
        }
        match nodes {
            Ok(nodes) => {
                let (file, at) = (text.place.file, report.inside(text, whole(text)));
                Some(Pattern { text: text.value.to_owned(), file, at, nodes, written })
            }
            // A list without a sound entry has been reported where it stands.
            Err(mistake) if mistake.message.is_empty() => None,
            Err(mistake) => {
                report.mistake(text, mistake);
                None
            }
        }
    }

    /// Lowers every entry of every list, so that mistakes are found even in lists that nobody uses.
    pub fn check_lists(&mut self, report: &mut Report) {
        let mut keys: Vec<String> = self.lists.keys().cloned().collect();
        keys.sort_unstable();
        for key in keys {
            let setting = Setting { file: 0, exact: false, inflect: Inflect::No, deep: 0 };
            // What is wrong with it is reported at its entries.
            let _ = self.list(&key, setting, report);
        }
    }

    fn sequence(&mut self, items: &[Item], setting: Setting, report: &mut Report) -> Result<Vec<Node>, Mistake> {
        let mut nodes = Vec::new();
        // What a group or list hands down is for its one-word entries.
        let setting = if items.len() == 1 { setting } else { Setting { inflect: Inflect::No, ..setting } };
        for item in items {
            let mut part = self.item(item, setting, report)?;
            if item.optional {
                nodes.push(Node::Optional(part));
            } else {
                nodes.append(&mut part);
            }
        }
        Ok(nodes)
    }

    /// A pattern's own sequence, or that of a role in it; `written` gets the place of every node.
    fn written(
        &mut self,
        items: &[Item],
        setting: Setting,
        report: &mut Report,
        written: &mut Vec<Span>,
    ) -> Result<Vec<Node>, Mistake> {
        let mut nodes = Vec::new();
        for item in items {
            match &item.part {
                Part::Role(role, inner) if !item.optional => {
                    nodes.push(Node::Role(*role, self.written(inner, setting, report, written)?));
                }
                _ => {
                    let before = nodes.len();
                    nodes.extend(self.sequence(std::slice::from_ref(item), setting, report)?);
                    written.extend((before..nodes.len()).map(|_| item.at));
                }
            }
        }
        Ok(nodes)
    }

    fn item(&mut self, item: &Item, setting: Setting, report: &mut Report) -> Result<Vec<Node>, Mistake> {
        Ok(match &item.part {
            Part::Word { written, exact, inflect } => {
                let inflect = inflect.or(setting.inflect);
                if inflect == Inflect::All {
                    self.warn_of_collision(written, item.at);
                }
                self.word(written, *exact || setting.exact, inflect)
            }
            Part::Group { branches, inflect } => {
                let inner = Setting { inflect: inflect.or(setting.inflect), ..setting };
                let mut lowered = Vec::new();
                for branch in branches {
                    lowered.push(self.sequence(branch, inner, report)?);
                }
                choice(lowered)
            }
            Part::List { name, inflect } => {
                let pack = self.packs.get(setting.file).map_or("", String::as_str);
                let key = if name.contains(':') { (*name).to_owned() } else { format!("{pack}:{name}") };
                if self.open.contains(&key) {
                    return Err(Mistake::new(Code::ListCycle, item.at, format!("the list `{name}` refers to itself")));
                }
                if !self.lists.contains_key(&key) {
                    return Err(self.unknown_list(name, pack, item.at));
                }
                let inner = Setting { inflect: inflect.or(setting.inflect), deep: setting.deep + 1, ..setting };
                self.list(&key, inner, report).map_err(|mistake| Mistake { at: item.at, ..mistake })?
            }
            Part::Role(role, items) => vec![Node::Role(*role, self.sequence(items, setting, report)?)],
            Part::Class(class) => vec![Node::Class(*class)],
            Part::Any => vec![Node::Any],
            Part::Gap(low, high) => vec![Node::Gap(*low, *high)],
            Part::Mark(mark) => vec![Node::Mark(*mark)],
            Part::Start => vec![Node::Start],
            Part::End => vec![Node::End],
        })
    }

    fn word(&mut self, written: &str, exact: bool, inflect: Inflect) -> Vec<Node> {
        let folded = fold(written);
        let (stem, ending) = self.contractions.split(&folded);
        if inflect == Inflect::No && !exact && ending.is_none() {
            return vec![Node::Words(vec![self.words.add(stem)])];
        }
        let (stem, ending) = (stem.to_owned(), ending.map(str::to_owned));
        let forms = self.inflection.forms(&stem, inflect);
        let mut nodes = if exact {
            let capital = written.chars().next().is_some_and(char::is_uppercase);
            let length = if ending.is_some() { stem.len() } else { written.len() };
            let spelled = written.get(..length).filter(|_| forms.len() == 1);
            choice(
                forms
                    .iter()
                    .map(|form| {
                        let spelling = spelled.map_or_else(|| capitalised(form, capital), str::to_owned);
                        vec![Node::Exact(self.words.add(form), spelling.into())]
                    })
                    .collect(),
            )
        } else {
            vec![Node::Words(sorted(forms.iter().map(|form| self.words.add(form)).collect()))]
        };
        if let Some(ending) = ending {
            nodes.push(Node::Words(vec![self.words.add(&ending)]));
        }
        nodes
    }

    /// Without a part of speech a word can take over the forms of another: "leaf~" matches "leaves".
    fn warn_of_collision(&mut self, written: &str, at: Span) {
        if let Some((form, other)) = self.inflection.collision(&fold(written)) {
            let message = format!("`{written}~` also matches `{form}`, a form of `{other}`");
            self.warnings.push(
                Mistake::new(Code::InflectionCollision, at, message)
                    .help("say which part of speech is meant: `~v`, `~n` or `~a`"),
            );
        }
    }

    fn unknown_list(&self, name: &str, pack: &str, at: Span) -> Mistake {
        let mistake = Mistake::new(Code::UnknownList, at, format!("no list is called `{name}`"));
        let own = format!("{pack}:");
        let mut names: Vec<&str> = self.lists.keys().map(|key| key.strip_prefix(&own).unwrap_or(key)).collect();
        names.sort_unstable();
        let elsewhere = names
            .iter()
            .find(|key| key.rsplit(':').next() == Some(name))
            .map(|key| format!("another pack has one: `<{key}>`"));
        match near(name, names.iter().copied()).or(elsewhere) {
            Some(help) => mistake.help(help),
            None => mistake.help("lists of this pack stand under `[lists]`; those of others are `<pack/path:name>`"),
        }
    }

    /// Any entry of a list.
    fn list(&mut self, key: &str, setting: Setting, report: &mut Report) -> Result<Vec<Node>, Mistake> {
        let memo = (key.to_owned(), setting.exact, setting.inflect);
        if let Some(done) = self.done.get(&memo) {
            return Ok(done.clone());
        }
        if setting.deep > LISTS_DEEP {
            return Err(Mistake::new(Code::TooLarge, Span::default(), "lists refer to lists too deeply"));
        }
        // Taken out while it is being lowered; who asks for it meanwhile finds it open.
        let Some(list) = self.lists.remove(key) else { return Err(Mistake::new(Code::Empty, Span::default(), "")) };
        self.open.push(key.to_owned());
        let first_time = self.reported.insert(key.to_owned());
        let mut entries = Vec::new();
        // Those of the pattern that asks for the list wait, and are not told of the list's entries.
        let waiting = std::mem::take(&mut self.warnings);
        for entry in &list.entries {
            let nodes = parse(entry.value)
                .and_then(|items| self.sequence(&items, Setting { file: entry.place.file, ..setting }, report))
                .and_then(|nodes| check_entry(&nodes, entry).map(|()| nodes));
            match nodes {
                Ok(nodes) => entries.push(nodes),
                Err(mistake) if first_time && !mistake.message.is_empty() => report.mistake(entry, mistake),
                Err(_) => {}
            }
            for warning in self.warnings.drain(..).filter(|_| first_time) {
                report.warning(entry, warning);
            }
        }
        self.warnings = waiting;
        self.open.pop();
        self.lists.insert(key.to_owned(), list);
        if entries.is_empty() {
            return Err(Mistake::new(Code::Empty, Span::default(), ""));
        }
        if entries.iter().map(|nodes| size(nodes)).sum::<usize>() > NODES {
            return Err(Mistake::new(Code::TooLarge, Span::default(), "the list grows too large with its lists"));
        }
        let nodes = choice(entries);
        self.done.insert(memo, nodes.clone());
        Ok(nodes)
    }
}

fn check_entry(nodes: &[Node], entry: &Text) -> Result<(), Mistake> {
    if nodes.iter().all(can_be_empty) {
        return Err(Mistake::new(Code::MatchesEmpty, whole(entry), "an entry that can match nothing"));
    }
    Ok(())
}

/// Checks what every `match` needs: something to find, and a word to find it by.
pub(in crate::rules) fn check_findable(pattern: &Pattern) -> Result<(), Mistake> {
    let at = Span::new(0, pattern.text.len());
    if pattern.nodes.iter().all(can_be_empty) {
        return Err(
            Mistake::new(Code::MatchesEmpty, at, "the pattern can match nothing").help("leave one part without `?`")
        );
    }
    if !pattern.nodes.iter().any(has_word) {
        return Err(Mistake::new(Code::NoAnchor, at, "the pattern has no word that must be there")
            .help("classes and gaps alone would match almost anywhere: add a word or a list"));
    }
    Ok(())
}

fn whole(text: &Text) -> Span {
    Span::new(0, text.value.len())
}

fn sorted(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_unstable();
    words.dedup();
    words
}

fn capitalised(form: &str, capital: bool) -> String {
    let mut signs = form.chars();
    match signs.next() {
        Some(first) if capital => first.to_uppercase().chain(signs).collect(),
        _ => form.to_owned(),
    }
}

/// One of several sequences, with all that are one word made one node.
fn choice(branches: Vec<Vec<Node>>) -> Vec<Node> {
    let mut words = Vec::new();
    let mut others: Vec<Vec<Node>> = Vec::new();
    for mut branch in branches {
        match branch.as_mut_slice() {
            [Node::Words(more)] => words.append(more),
            [Node::Choice(inner)] => {
                for branch in inner.drain(..) {
                    match branch.as_slice() {
                        [Node::Words(more)] => words.extend_from_slice(more),
                        _ => others.push(branch),
                    }
                }
            }
            _ => others.push(branch),
        }
    }
    if !words.is_empty() {
        others.insert(0, vec![Node::Words(sorted(words))]);
    }
    match others.len() {
        1 => others.pop().unwrap_or_default(),
        _ => vec![Node::Choice(others)],
    }
}

fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Optional(_) | Node::Gap(0, _) | Node::Start | Node::End => true,
        Node::Choice(branches) => branches.iter().any(|branch| branch.iter().all(can_be_empty)),
        Node::Role(_, nodes) => nodes.iter().all(can_be_empty),
        _ => false,
    }
}

fn has_word(node: &Node) -> bool {
    match node {
        Node::Words(_) | Node::Exact(..) => true,
        Node::Choice(branches) => branches.iter().all(|branch| branch.iter().any(has_word)),
        Node::Role(_, nodes) => nodes.iter().any(has_word),
        _ => false,
    }
}

fn size(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Choice(branches) => 1 + branches.iter().map(|branch| size(branch)).sum::<usize>(),
            Node::Optional(nodes) | Node::Role(_, nodes) => 1 + size(nodes),
            _ => 1,
        })
        .sum()
}
