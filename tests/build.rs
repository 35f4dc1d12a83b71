//! Generates a module a fixture, as a user's build script would.

use std::error::Error;

use specwright::{Replace, Settings, TypesLayout};

const FIXTURES: &[&str] = &[
    "calls",
    "forms",
    "hooks",
    "limits",
    "messages",
    "methods",
    "parts",
    "places",
    "protocols",
    "queries",
    "raw",
    "rules",
    "streams",
    "values",
];

fn main() -> Result<(), Box<dyn Error>> {
    for name in FIXTURES {
        specwright::Builder::new()
            .source(format!("fixtures/{name}.yaml"))
            .write_module(&format!("{name}.rs"))?;
    }
    let replace = Replace {
        types: [("Price".to_owned(), "crate::Price".to_owned())].into(),
        formats: [
            ("date-time".to_owned(), "rt::jiff::Timestamp".to_owned()),
            ("date".to_owned(), "String".to_owned()),
            ("price".to_owned(), "crate::Price".to_owned()),
        ]
        .into(),
    };
    let derives = vec!["Eq".to_owned()];
    let settings = Settings {
        sources: vec!["fixtures/own.yaml".into()],
        replace,
        derives,
        media: vec!["application/json".to_owned()],
        layout: TypesLayout::FilePerSchema,
        ..Settings::default()
    };
    specwright::Builder::with(settings).write_module("own.rs")?;
    Ok(())
}
