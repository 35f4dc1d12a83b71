//! Whether what begins at a word can be the value that a key or item holds.

use std::ops::Range;

use specwright_grammar::{Dialect, Holds, Kind, component_section, object};

use super::place::{Rules, is_section};
use super::targets;
use super::words::{Shape, Symbol, Token};

/// How many words the name of a format may have.
const NAME: usize = 6;

/// Tags, which one tool puts into a list of their own.
static TAGS: Holds = Holds::List(&Holds::String);

impl Rules<'_> {
    /// Whether the reference at a word leads to this kind of object, as far as it says.
    pub(super) fn reference(&self, kind: Kind, at: usize) -> Option<()> {
        if !matches!(self.words.shape(at), Shape::Quoted { .. } | Shape::Plain | Shape::Block) {
            return None;
        }
        let target = targets::reference(self.words, at);
        let section = match target.split_once("#/components/") {
            // What stands inside of a component is of any kind.
            Some((_, rest)) if rest.split('/').nth(2).is_some() => return Some(()),
            Some((_, rest)) => rest.split('/').next()?,
            None if target.starts_with('#') || target.contains(['/', '.']) => return Some(()),
            // Some sites leave a mere name of theirs.
            None if self.producer.is_excerpt() && kind == Kind::Schema => return Some(()),
            None => return None,
        };
        // The newest dialect has all sections.
        let own = component_section(Dialect::V3_2, kind).unwrap_or(section);
        (own == section).then_some(())
    }

    /// Whether what stands at word `at` can be such a value, with the faults of taking it.
    pub(super) fn fit(&self, holds: &Holds, at: usize, key: Option<&str>) -> Option<u32> {
        let shape = self.words.shape(at);
        if let Shape::Alias { of } = shape {
            return self.fit(holds, self.words.after_key(of), key);
        }
        match holds {
            Holds::Any => (shape != Shape::None).then_some(0),
            Holds::Either(all) => all.iter().filter_map(|one| self.fit(one, at, key)).min(),
            Holds::Object(kind) | Holds::Referable(kind) => match shape {
                Shape::Mapping => self.opens(*kind, matches!(holds, Holds::Referable(_)), at),
                Shape::Flow { mapping: true, end } => self.opens_flow(*kind, at..end),
                Shape::Plain if *kind == Kind::Schema && key.is_some_and(is_switch) => {
                    self.fit_scalar(&Holds::Bool, shape, at, key)
                }
                _ => (!matches!(kind, Kind::Schema | Kind::SecurityScheme) && self.is_nothing(at))
                    .then_some(0),
            },
            Holds::Map(keys, inner) => match shape {
                Shape::Mapping => {
                    let Token::Key(first) = self.words.token(at) else { return None };
                    if self.is_reference(at, first) {
                        return (!self.leads_to_one(inner, at)).then_some(0);
                    }
                    let admitted = self.admits(*keys, key, self.words.name(first));
                    let value = self.words.value(at, is_section(inner), |value| {
                        self.fit(inner, value, None).is_some()
                    });
                    admitted.then(|| self.fit(inner, value, None)).flatten()?;
                    Some(0)
                }
                Shape::Flow { mapping: true, .. } => Some(0),
                _ => self.is_nothing(at).then_some(0),
            },
            Holds::List(item) => match shape {
                // Behind a comment the first item is anywhere.
                Shape::List if self.words.token(at + 1) != Token::Comment => {
                    self.fit(self.item(item, key, at + 1), at + 1, None).map(|_| 0)
                }
                Shape::List | Shape::Flow { mapping: false, .. } => Some(0),
                _ => None,
            },
            _ => self.fit_scalar(holds, shape, at, key),
        }
    }

    /// What the item at a word is, of a list of such that is called `of`.
    pub(super) fn item<'h>(&self, holds: &'h Holds, of: Option<&str>, at: usize) -> &'h Holds {
        let nested = *holds == Holds::String && self.words.shape(at) == Shape::List;
        if nested && of == Some("tags") { &TAGS } else { holds }
    }

    /// Whether a reference stands here to what is written elsewhere.
    pub(super) fn is_reference(&self, at: usize, key: Symbol) -> bool {
        let value = self.words.after_key(at);
        let scalar = matches!(self.words.shape(value), Shape::Quoted { .. } | Shape::Plain);
        self.words.name(key) == "$ref" && scalar && self.words.word(value).contains(['#', '/', '.'])
    }

    /// Whether the reference at a word leads to one schema where a map of them is meant.
    pub(super) fn leads_to_one(&self, of: &Holds, at: usize) -> bool {
        let target = targets::reference(self.words, self.words.after_key(at));
        matches!(of, Holds::Object(Kind::Schema) | Holds::Referable(Kind::Schema))
            && targets::schema(target).is_some_and(|name| name == targets::last(target))
    }

    /// Whether an empty list stands here, which some tools write for an empty object.
    fn is_nothing(&self, at: usize) -> bool {
        matches!(self.words.shape(at), Shape::Flow { .. }) && self.words.word(at) == "[]"
    }

    /// Whether the first key of a mapping can be one of the kind.
    fn opens(&self, kind: Kind, referable: bool, at: usize) -> Option<u32> {
        let Token::Key(first) = self.words.token(at) else { return None };
        let name = self.words.name(first);
        if name == "$ref" && (referable || matches!(kind, Kind::Schema | Kind::Paths)) {
            return self.reference(kind, self.words.after_key(at)).map(|()| 0);
        }
        self.has_entry(kind, first).then_some(0)
    }

    /// Whether the first key in braces can be one of the kind, or there is none.
    fn opens_flow(&self, kind: Kind, words: Range<usize>) -> Option<u32> {
        let inner = self.words.slice(words).trim_matches(['{', '}', ' ']);
        let name = inner.split([':', ' ', ',']).next()?.trim_matches(['\'', '"']);
        let legal = |dialect| object(dialect, kind).entry(name).is_some();
        (inner.is_empty() || name == "$ref" || Dialect::ALL.into_iter().any(legal)).then_some(0)
    }

    fn fit_scalar(&self, holds: &Holds, shape: Shape, at: usize, key: Option<&str>) -> Option<u32> {
        let quoted = match shape {
            Shape::Quoted { .. } => true,
            Shape::Plain | Shape::Block => false,
            _ => return None,
        };
        // The words of a plain value; one more word than it has where it is longer.
        let end = match shape {
            Shape::Quoted { end } => end,
            _ => self.words.plain_end(at).min(self.words.next_dash(at)),
        };
        let single = end == at + 1;
        let word = self.words.word(at).trim_matches(['\'', '"']);
        match holds {
            Holds::Text => Some(0),
            Holds::String => {
                let name = matches!(key, Some("url" | "propertyName" | "$ref"));
                // Neither a sentence, nor an address, nor the template of a path is one.
                let place = ["//", "/{", "/["].iter().any(|mark| word.contains(mark));
                let words = end > at + NAME
                    || word.starts_with('`')
                    || !single && (word.ends_with(',') || word.starts_with('<'));
                let prose = key == Some("format") && (words || place);
                Some((name && !single && shape == Shape::Plain) as u32 + 2 * prose as u32)
            }
            Holds::Bool => {
                let word = word.to_ascii_lowercase();
                (!quoted && single && matches!(&word[..], "true" | "false")).then_some(0)
            }
            Holds::Number | Holds::Count => {
                (single && word.parse::<f64>().is_ok()).then_some(quoted as u32)
            }
            Holds::Word(set) => {
                let null = key == Some("type") && word == "null";
                // Authors write a scheme of HTTP in the place of its type.
                let scheme = set.contains(&"openIdConnect") && matches!(word, "basic" | "bearer");
                (single && (null || scheme || set.contains(&word))).then_some(0)
            }
            Holds::Reference => {
                let target = if shape == Shape::Block { self.words.word(at + 1) } else { word };
                (target.contains(['#', '/', '.'])).then_some(0)
            }
            _ => None,
        }
    }
}

/// Whether a key may hold the schema `true` or `false`, which says whether there may be any.
fn is_switch(key: &str) -> bool {
    matches!(key, "items" | "contains" | "unevaluatedItems" | "unevaluatedProperties")
}
