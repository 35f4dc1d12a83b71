//! A text that a pattern takes.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Literal};

/// How long a text becomes at most.
const LONGEST: usize = 4096;

/// Characters in the order in which they are liked.
const LIKED: [char; 6] = ['a', '0', 'A', '-', ' ', '_'];

/// A text that a pattern takes and that is about as long as it has to be; `None` for a pattern
/// with something else than this can do: look-around, references to groups, or too long a text.
pub(super) fn text(pattern: &str, least: usize) -> Option<String> {
    let hir = ParserBuilder::new().nest_limit(64).build().parse(pattern).ok()?;
    // What repeats is repeated more often, until the text is long enough.
    let text = |more: u32| {
        let mut text = String::new();
        write(&hir, more, &mut text).map(|()| text)
    };
    let first = text(0)?;
    let count = |text: &String| text.chars().count();
    if count(&first) >= least {
        return Some(first);
    }
    let missing = u32::try_from(least - count(&first)).ok()?;
    (1..=missing.min(64))
        .find_map(|more| text(more).filter(|text| count(text) >= least))
        .or_else(|| text(missing))
}

/// Writes the shortest text, or one whose repetitions are so many more.
fn write(hir: &Hir, more: u32, to: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(Literal(bytes)) => to.push_str(std::str::from_utf8(bytes).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            let holds = |c: &char| class.iter().any(|r| (r.start()..=r.end()).contains(c));
            let plain = || class.iter().map(|range| range.start()).find(|c| !c.is_control());
            let first = || class.iter().next().map(|range| range.start());
            to.push(LIKED.into_iter().find(holds).or_else(plain).or_else(first)?);
        }
        HirKind::Class(Class::Bytes(class)) => {
            let first = class.iter().next()?.start();
            to.push(char::from(first).is_ascii().then_some(char::from(first))?);
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repetition.min.saturating_add(more).min(most) {
                let before = to.len();
                write(&repetition.sub, more, to)?;
                if to.len() > LONGEST {
                    return None;
                }
                if to.len() == before {
                    break; // the rest is as empty
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, to)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, more, to))?,
        HirKind::Alternation(choices) => write(choices.first()?, more, to)?,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn the_shortest_text_of_liked_characters() {
        let cases = [
            ("^P\\d+Y$", "P0Y"),
            ("(?:\\.jpg|\\.png)$", ".jpg"),
            ("^-?\\d+$", "0"),
            ("^\\d+(?:,\\d+)*$", "0"),
            ("^[A-Z]{3}-[0-9a-f]{4}$", "AAA-aaaa"),
            ("^(password|token)$", "password"),
            ("^[^a0]$", "A"),
        ];
        for (pattern, expected) in cases {
            assert_eq!(text(pattern, 0).as_deref(), Some(expected), "{pattern}");
        }
    }

    #[test]
    fn as_long_as_it_has_to_be() {
        assert_eq!(text("^[a-z]+$", 4).as_deref(), Some("aaaa"));
        assert_eq!(text("^x{2,}y$", 5).as_deref(), Some("xxxxy"));
    }

    #[test]
    fn what_it_cannot_do_is_left() {
        for pattern in ["(?=a)b", "(a)\\1", "[", "^(((a{100}){100}){100})$"] {
            assert_eq!(text(pattern, 0), None, "{pattern}");
        }
        assert_eq!(text("^(a{0}){1000000000}$", 0).as_deref(), Some(""));
    }
}
