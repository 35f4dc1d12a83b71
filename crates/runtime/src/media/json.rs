//! `application/json`, and every media type that ends in `+json`.

use http::HeaderMap;

use super::place::pointer;
use super::{Content, Message, Unfit, set_type};
use crate::Body;
use crate::wire::{As, By, Wire};

/// Bodies of JSON text.
#[derive(Debug)]
pub enum JsonText {}

impl<T: Wire> Content<JsonText> for T {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media, Some("application/json"));
        serde_json::to_vec(&By(&self))
            .map(Body::from)
            .map_err(|_| Unfit("the value cannot be written as JSON".to_owned()))
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        let text = message.bytes()?;
        match serde_json::from_slice::<As<T>>(&text) {
            Ok(As(value)) => Ok(value),
            Err(error) => Err(Unfit(describe(&error, &text))),
        }
    }
}

/// Where a JSON text is at fault, without serde's words: they quote values.
pub(crate) fn describe(error: &serde_json::Error, text: &[u8]) -> String {
    let (line, column) = (error.line(), error.column());
    let what = match error.classify() {
        serde_json::error::Category::Data => match &pointer(text, line, column)[..] {
            "" => "JSON of another shape than documented",
            at => {
                return format!(
                    "JSON of another shape than documented at {at}, line {line} column {column}"
                );
            }
        },
        serde_json::error::Category::Eof => "JSON that ends too early",
        _ => "no JSON",
    };
    format!("{what}, at line {line} column {column}")
}

#[cfg(feature = "server")]
impl<T: Wire + crate::schema::Shape> super::Admit<JsonText> for T {
    fn admit(
        mut message: Message<'_>,
        rules: &'static [crate::schema::Rule],
    ) -> Result<Self, crate::server::Refused> {
        let validate = message.is_validated();
        admit_text(&message.bytes()?, rules, &crate::schema::Path::root("body"), validate)
    }
}

/// The value of a JSON text that stands somewhere in a request, checked.
#[cfg(feature = "server")]
pub(super) fn admit_text<T: Wire + crate::schema::Shape>(
    text: &[u8],
    rules: &[crate::schema::Rule],
    at: &crate::schema::Path<'_>,
    validate: bool,
) -> Result<T, crate::server::Refused> {
    use crate::schema::{check, keeps};
    use crate::server::Refused;
    use crate::wire::exact::exactly;

    let (read, exact) = exactly(|| serde_json::from_slice::<As<T>>(text));
    let read = match read {
        Ok(As(value)) if !validate || exact && keeps(&value, T::schema(), rules) => {
            return Ok(value);
        }
        read => read,
    };
    let mut found = Vec::new();
    let mut reader = serde_json::Deserializer::from_slice(text);
    check(&mut reader, T::schema(), rules, at, &mut found)
        .and_then(|()| reader.end())
        .map_err(|error| Refused::Unparsable(describe(&error, text)))?;
    if !found.is_empty() {
        return Err(Refused::Violations(found));
    }
    read.map(|As(value)| value)
        .map_err(|_| Refused::violation(&at.to_string(), "must be as the document says"))
}

#[cfg(all(test, feature = "server"))]
#[allow(unreachable_pub)] // what tables write is for crates that show it
mod tests {
    use serde_json::json;

    use super::{As, admit_text};
    use crate::schema::{Path, Rule, Shape, Violation, check, rules};
    use crate::{Base64, Date, DateTime, Json, Map, Uuid, Wire};

    #[derive(Clone, Debug, PartialEq)]
    enum State {
        Open,
        Shut,
        Unknown(String),
    }
    crate::enumeration!(State { "open" => Open, "shut" => Shut, ..Unknown });

    #[derive(Clone, Debug, PartialEq)]
    enum Id {
        Name(String),
        Number(i64),
    }
    crate::union!(Id { Name: string(); [max_length(3)], Number: integer(), });

    #[derive(Clone, Debug, PartialEq)]
    struct Part {
        name: String,
        weight: Option<Option<f32>>,
        more: Map<i8>,
    }
    crate::object!(Part {
        "name" => name: required [pattern("^[a-z]*$")],
        "weight" => weight: optional [maximum(2.5)],
        ..more: [minimum(0.0)]
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Closed {
        at: Option<DateTime>,
        day: Option<Date>,
        key: Option<Uuid>,
        bytes: Option<Base64>,
    }
    crate::object!(Closed {
        "at" => at: optional,
        "day" => day: optional [max_length(10)],
        "key" => key: optional,
        "bytes" => bytes: optional [max_length(4)],
        ..deny
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Whole {
        count: i64,
        small: Option<u8>,
        state: Option<State>,
        id: Option<Id>,
        parts: Vec<Part>,
        closed: Option<Closed>,
        any: Option<Json>,
        tags: Option<Vec<Option<String>>>,
        pair: Option<(bool, f64)>,
        inner: Option<Box<Whole>>,
    }
    crate::object!(Whole {
        "count" => count: required [minimum(-3.0), multiple_of(2.0)],
        "small" => small: optional,
        "state" => state: optional,
        "id" => id: optional,
        "parts" => parts: required [min_items(1), max_items(3)],
        "closed" => closed: optional [min_properties(1)],
        "any" => any: optional [max_length(2), maximum(9.0)],
        "tags" => tags: optional [unique_items(), each(&[min_length(1)])],
        "pair" => pair: optional,
        "inner" => inner: optional,
    });

    /// What the check of the text alone says.
    fn by_text<T: Wire + Shape>(text: &[u8], rules: &[Rule]) -> Result<T, Option<Vec<Violation>>> {
        let mut found = Vec::new();
        let mut reader = serde_json::Deserializer::from_slice(text);
        check(&mut reader, T::schema(), rules, &Path::root("body"), &mut found)
            .and_then(|()| reader.end())
            .map_err(|_| None)?;
        match serde_json::from_slice::<As<T>>(text) {
            Ok(As(value)) if found.is_empty() => Ok(value),
            _ => Err(Some(found)),
        }
    }

    fn agree<T: Wire + Shape + PartialEq + std::fmt::Debug>(text: &str, rules: &[Rule]) -> bool {
        let expected = by_text::<T>(text.as_bytes(), rules);
        let got = admit_text::<T>(text.as_bytes(), rules, &Path::root("body"), true);
        match (&got, &expected) {
            (Ok(got), Ok(expected)) => assert_eq!(got, expected, "{text}"),
            (Err(crate::server::Refused::Violations(got)), Err(Some(expected))) => {
                assert!(got == expected || expected.is_empty(), "{text}: {got:?}, {expected:?}");
            }
            (Err(crate::server::Refused::Unparsable(_)), Err(None)) => {}
            _ => panic!("{text}: {got:?}, {expected:?}"),
        }
        got.is_ok()
    }

    /// Numbers that are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) as usize % below
        }

        fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
            from[self.throw(from.len())]
        }

        /// A value, mostly of the table, with members that are left out, stand twice or are others.
        fn object(&mut self, members: &[(&str, &[&str])], depth: usize) -> String {
            let mut written = Vec::new();
            for (name, values) in members {
                let times = [1, 1, 1, 1, 0, 2][self.throw(if *name == "count" { 4 } else { 5 })
                    + usize::from(self.throw(40) == 0)];
                for _ in 0..times {
                    let value = match self.pick(values) {
                        "PART" => self.part(),
                        "PARTS" => format!("[{}, {}]", self.part(), self.part()),
                        "CLOSED" => self.closed(),
                        "WHOLE" if depth < 3 => self.whole(depth + 1),
                        "WHOLE" => "null".to_owned(),
                        value => value.to_owned(),
                    };
                    written.push(format!("\"{name}\": {value}"));
                }
            }
            if self.throw(12) == 0 {
                written.push("\"other\": 1".to_owned());
            }
            if self.throw(8) == 0 && written.len() > 1 {
                written.reverse();
            }
            format!("{{{}}}", written.join(", "))
        }

        fn part(&mut self) -> String {
            let name: &[&str] = &["\"a\"", "\"\"", "\"abc\"", "\"b\"", "\"B\"", "1"];
            let weight: &[&str] = &["1", "null", "2.5", "2.6", "0.1", "1e39"];
            let more: &[&str] = &["1", "0", "3.0", "-1", "300"];
            self.object(&[("name", name), ("weight", weight), ("x", more), ("y", more)], 0)
        }

        fn closed(&mut self) -> String {
            let at: &[&str] = &[
                "\"2024-05-01T10:00:00Z\"",
                "\"2024-05-01T10:00:00+02:00\"",
                "\"2024-05-01 10:00:00\"",
            ];
            let day: &[&str] = &["\"2024-05-01\"", "\"2024-5-1\"", "\"+2024-05-01\""];
            let key: &[&str] = &[
                "\"f47ac10b-58cc-4372-a567-0e02b2c3d479\"",
                "\"F47AC10B-58CC-4372-A567-0E02B2C3D479\"",
                "\"f47ac10b58cc4372a5670e02b2c3d479\"",
            ];
            let bytes: &[&str] = &["\"aGk=\"", "\"aGk\"", "\"aGkaGk\"", "\"*\""];
            self.object(&[("at", at), ("day", day), ("key", key), ("bytes", bytes)], 0)
        }

        fn whole(&mut self, depth: usize) -> String {
            let members: &[(&str, &[&str])] = &[
                ("count", &["0", "2", "4.0", "-2", "8", "3", "-4", "-9223372036854775808.0"]),
                ("small", &["1", "255", "7", "256", "-1", "1.5"]),
                ("state", &["\"open\"", "\"shut\"", "\"ajar\"", "1"]),
                ("id", &["\"abc\"", "7", "\"abcd\"", "null"]),
                ("parts", &["PARTS", "PARTS", "PARTS", "[]", "null"]),
                ("closed", &["CLOSED", "CLOSED", "{}"]),
                (
                    "any",
                    &[
                        "1",
                        "\"ab\"",
                        "true",
                        "null",
                        "[1]",
                        "{\"a\": 1, \"a\": 2}",
                        "\"abc\"",
                        "10",
                    ],
                ),
                ("tags", &["[\"a\", null]", "[\"a\", \"b\"]", "[\"a\", \"a\"]", "[\"\"]"]),
                ("pair", &["[true, 1]", "[true, 1.5]", "[true]", "[true, 1, 2]"]),
                ("inner", &["WHOLE"]),
            ];
            self.object(members, depth)
        }
    }

    #[test]
    fn the_value_and_the_text_are_judged_alike() {
        let mut dice = Dice(7);
        let mut taken = 0;
        for _ in 0..4_000 {
            taken += usize::from(agree::<Whole>(&dice.whole(0), &[]));
            taken += usize::from(agree::<Vec<Part>>(
                &format!("[{}]", dice.part()),
                &[rules::max_items(1)],
            ));
            taken += usize::from(agree::<Closed>(&dice.closed(), &[rules::min_properties(2)]));
        }
        assert!(taken > 500 && taken < 10_000, "{taken} of 12000 were taken");
    }

    #[test]
    fn a_large_number_is_no_multiple_because_it_is_near_one() {
        let two = &[rules::multiple_of(2.0)];
        for (text, fits) in [
            ("2147483644", true),
            ("2147483645", false),
            ("2147483645.0", false),
            ("9007199254740993", false),
        ] {
            assert_eq!(agree::<i64>(text, two), fits, "{text}");
        }
        let tenth = &[rules::multiple_of(0.1)];
        for (text, fits) in [("0.3", true), ("1e9", true), ("1000000000.05", false)] {
            assert_eq!(agree::<f64>(text, tenth), fits, "{text}");
        }
    }

    #[test]
    fn what_reading_passes_over_is_judged_too() {
        for text in [
            r#"{"a": 1, "a": 2}"#, // a map keeps the last
            r#"{"a": 300}"#,
            r#"{"a": 1.0}"#,
        ] {
            agree::<Map<u8>>(text, &[rules::max_properties(1)]);
        }
        assert!(!agree::<Map<u8>>(r#"{"a": 1, "a": 2}"#, &[]));
        let closed = json!({"at": "2024-05-01T10:00:00"}).to_string();
        assert!(serde_json::from_str::<Closed>(&closed).is_ok() && !agree::<Closed>(&closed, &[]));
        let skipped = r#"{"count": 0, "parts": [{"name": "a"}], "x": 1, "x": 2}"#;
        assert!(serde_json::from_str::<Whole>(skipped).is_ok() && !agree::<Whole>(skipped, &[]));
    }
}
