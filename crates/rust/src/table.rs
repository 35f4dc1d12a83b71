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
    if raw && text.chars().all(|c| !c.is_control()) {
        return format!("r#\"{text}\"#");
    }
    Literal::string(text).to_string()
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
        // An alias is no type of its own that could bring its rules.
        Kind::Type(id) => {
            if let Shape::Alias(next) = &api.get(*id).shape {
                let more = rule_list(api, next);
                rules.extend(
                    more.into_iter().filter(|rule| !rules.contains(rule)).collect::<Vec<_>>(),
                );
            }
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
    }
}

/// A double as Rust writes it.
fn number(n: f64) -> String {
    if n.is_finite() { format!("{n:?}") } else { "f64::INFINITY".to_owned() }
}
