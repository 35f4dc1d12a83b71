//! The tables that the runtime's macros take, a line an entry, so that one new property is one
//! new line.

use proc_macro2::Literal;
use serde_json::Value;
use specwright_ir::{Api, Constraint, Kind, Shape, Use};

/// A table: `NAME!(HEAD {`, its lines, `});`.
pub(crate) fn table(name: &str, head: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return format!("rt::{name}!({head} {{}});");
    }
    let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    format!("rt::{name}!({head} {{\n{lines}}});")
}

/// A string literal.
pub(crate) fn literal(text: &str) -> String {
    let raw = text.contains('"') && !text.contains(['\r', '\0']) && !text.contains("\"#");
    if raw && !text.chars().any(is_hidden) {
        return format!("r#\"{text}\"#");
    }
    Literal::string(text).to_string()
}

/// Whether a character does not show, or changes in which order others do. rustc and clippy warn of
/// those in literals and in documentation; where they are escaped everybody sees them.
pub(crate) fn is_hidden(c: char) -> bool {
    let is_invisible = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    let is_order = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || is_invisible || is_order
}

/// The JSON text of a value, as a literal.
pub(crate) fn json(value: &Value) -> String {
    literal(&value.to_string())
}

/// The rules that a use adds to its type, as the tables write them; nothing where it adds none.
pub(crate) fn rules(api: &Api, used: &Use) -> String {
    let rules = rule_list(api, used);
    if rules.is_empty() { String::new() } else { format!(" [{}]", rules.join(", ")) }
}

pub(crate) fn rule_list(api: &Api, used: &Use) -> Vec<String> {
    let mut rules: Vec<String> = used.constraints.iter().map(rule).collect();
    let inner = match &used.kind {
        Kind::Array(item) | Kind::Map(item) => rule_list(api, item),
        // Types have tables of what they hold, and their rules stand where they are used.
        Kind::Type(id) => {
            let ty = api.get(*id);
            let mut more: Vec<String> = ty.constraints.iter().map(rule).collect();
            if let Shape::Alias(next) = &ty.shape {
                more.extend(rule_list(api, next));
            }
            more.retain(|rule| !rules.contains(rule));
            rules.extend(more);
            Vec::new()
        }
        _ => Vec::new(),
    };
    if !inner.is_empty() {
        rules.push(format!("each(&[{}])", inner.join(", ")));
    }
    rules
}

fn rule(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinLength(n) => format!("min_length({n})"),
        Constraint::MaxLength(n) => format!("max_length({n})"),
        Constraint::Pattern(regex) => format!("pattern({})", literal(regex)),
        Constraint::Format(name) => format!("format({})", literal(name)),
        Constraint::Minimum(n) => format!("minimum({})", number(*n)),
        Constraint::Maximum(n) => format!("maximum({})", number(*n)),
        Constraint::ExclusiveMinimum(n) => format!("exclusive_minimum({})", number(*n)),
        Constraint::ExclusiveMaximum(n) => format!("exclusive_maximum({})", number(*n)),
        Constraint::MultipleOf(n) => format!("multiple_of({})", number(*n)),
        Constraint::MinItems(n) => format!("min_items({n})"),
        Constraint::MaxItems(n) => format!("max_items({n})"),
        Constraint::UniqueItems => "unique_items()".to_owned(),
        Constraint::MinProperties(n) => format!("min_properties({n})"),
        Constraint::MaxProperties(n) => format!("max_properties({n})"),
        Constraint::Constants(values) => {
            let values: Vec<String> = values.iter().map(json).collect();
            format!("one_of(&[{}])", values.join(", "))
        }
        Constraint::Kinds(kinds) => {
            let mut kinds = kinds.iter().map(|kind| format!("{kind}()"));
            let first = kinds.next().unwrap_or_default();
            let test = kinds.fold(first, |test, kind| format!("{test}.or({kind})"));
            format!("is({test})")
        }
        Constraint::Required(names) => format!("has({})", literals(names)),
        Constraint::Only(names) => format!("only({})", literals(names)),
        Constraint::Property(name, inner) => {
            format!("property({}, {})", literal(name), list(inner))
        }
        Constraint::PropertyNames(inner) => format!("names({})", list(inner)),
        Constraint::Each(inner) => format!("each({})", list(inner)),
        Constraint::Contains { least, most, item } => {
            let most = if *most == u64::MAX { "u64::MAX".to_owned() } else { most.to_string() };
            format!("contains({least}, {most}, {})", list(item))
        }
        Constraint::DependentRequired(name, others) => {
            format!("dependent({}, {})", literal(name), literals(others))
        }
        Constraint::Not(inner) => format!("not({})", list(inner)),
        Constraint::AnyOf(alternatives) => format!("any_of({})", lists(alternatives)),
        Constraint::OneOf(alternatives) => format!("exactly_one({})", lists(alternatives)),
        Constraint::If { test, then, otherwise } => {
            format!("when({}, {}, {})", list(test), list(then), list(otherwise))
        }
    }
}

fn list(constraints: &[Constraint]) -> String {
    let rules: Vec<String> = constraints.iter().map(rule).collect();
    format!("&[{}]", rules.join(", "))
}

fn lists(alternatives: &[Vec<Constraint>]) -> String {
    let lists: Vec<String> = alternatives.iter().map(|inner| list(inner)).collect();
    format!("&[{}]", lists.join(", "))
}

fn literals(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
    format!("&[{}]", names.join(", "))
}

/// A double as Rust writes it.
fn number(n: f64) -> String {
    if n.is_finite() { format!("{n:?}") } else { "f64::INFINITY".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn what_does_not_show_is_escaped() {
        assert_eq!(literal("{\"a\": \"é\"}"), "r#\"{\"a\": \"é\"}\"#");
        assert_eq!(literal("\"soft\u{ad}\""), r#""\"soft\u{ad}\"""#);
        assert_eq!(literal("turned\u{202e}"), r#""turned\u{202e}""#);
    }
}
