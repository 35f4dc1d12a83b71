//! `src/mock.rs`

use serde_json::Value;
use specwright_ir::{Codec, Media, Operation, Response, Scheme, SchemeKind};

use super::head;
use super::server::{authenticators, guarded};
use crate::file::Source;
use crate::plan::{Called, Home, Payload, Plan, is_text};
use crate::table::literal;

const OPERATIONS: &str = "\
use crate::operations::*;
use crate::rt;
use crate::rt::operation::Operation;
";

const USES: &str = "\
use crate::rt::mock::{Example, refuse};
use crate::rt::operation::Route;
use crate::rt::server::Options;
use crate::server::Server;";

const OPTIONS: &str = "\
/// Options under which a request that is refused is answered as its operation documents
/// it, where it does.
pub fn options() -> Options {
    Options::new().refuse(|refused, route| refuse(refused, route, EXAMPLES))
}";

pub(super) fn text(plan: &Plan<'_>) -> String {
    let mut source = Source::new(&head(plan));
    let about = "//! A server that answers from the document's examples, completed from its schemas.\n//! `Prefer: code=404` chooses the status.";
    source.text(about.to_owned());
    let authenticators = authenticators(plan);
    let operations = if plan.operations.is_empty() { "" } else { OPERATIONS };
    source.text([operations, USES].concat());
    let lets_in = if !authenticators.is_empty() {
        ". It lets in who shows the [`rt::mock::Key`] that\n/// a layer gives it, and everybody without one."
    } else {
        "."
    };
    source.text(format!(
        "/// Answers every operation with an example{lets_in}\n\
         #[derive(Clone, Copy, Debug, Default)]\npub struct Mock;"
    ));
    source.text(server(plan, &authenticators));
    source.text(OPTIONS.to_owned());
    source.text(answers(plan));
    source.finish()
}

/// The implementation of the server.
fn server(plan: &Plan<'_>, authenticators: &[(&Scheme, String)]) -> String {
    if plan.operations.is_empty() {
        return "impl Server for Mock {}".to_owned();
    }
    let caller = if authenticators.is_empty() { "" } else { "    type Caller = ();\n" };
    let judges: String = authenticators
        .iter()
        .map(|(scheme, name)| {
            let (credentials, verdict) = match scheme.kind {
                SchemeKind::Connection => ("_", "Ok(())"),
                _ => ("credentials", "rt::mock::admit(&credentials)"),
            };
            format!(
                "    async fn {name}(\n        &self,\n        {credentials}: rt::server::Credentials<'_>,\n    ) \
                 -> Result<(), rt::server::Refusal> {{\n        {verdict}\n    }}\n"
            )
        })
        .collect();
    let methods: String = plan
        .api
        .operations
        .iter()
        .zip(&plan.operations)
        .enumerate()
        .map(|(index, (operation, called))| {
            let read = drain(plan, operation, called, Home::Operation(index));
            format!("        {}{}{read};\n", called.name, guarded(plan, operation).word())
        })
        .collect();
    format!(
        "impl Server for Mock {{\n{caller}{judges}    rt::answers!(EXAMPLES {{\n{methods}    }});\n}}"
    )
}

/// What reads the values of a request, which are checked as they come; nothing where there are none.
fn drain(plan: &Plan<'_>, operation: &Operation, called: &Called, home: Home) -> String {
    let Some(body) = &operation.body else { return String::new() };
    let payload = Payload::of_media(plan, &body.media, home, "Body");
    let comes = |codec: &str| matches!(codec, "lines" | "events" | "text_events");
    let drained = |values: &str| format!("rt::mock::drain({values}).await");
    if comes(payload.codec) && body.required {
        return format!(", request => {}", drained("request.body"));
    }
    let chosen = payload.choice.iter().flat_map(|choice| &choice.variants);
    let chosen = chosen
        .filter(|(_, _, codec, _)| comes(codec))
        .map(|(variant, ..)| format!("{}::Body::{variant}(values)", called.name));
    let plain = comes(payload.codec).then(|| "values".to_owned());
    let some = |pattern| if body.required { pattern } else { format!("Some({pattern})") };
    let patterns: Vec<String> = chosen.chain(plain).map(some).collect();
    let all_come = payload.choice.is_some_and(|choice| choice.variants.iter().all(|v| comes(v.2)));
    let rest = if all_come && body.required { "" } else { "_ => {} " };
    let read = drained("values");
    match &patterns[..] {
        [] => String::new(),
        [only] => format!(", request => if let {only} = request.body {{ {read} }}"),
        several => {
            let arms: String =
                several.iter().map(|pattern| format!("{pattern} => {read}, ")).collect();
            format!(", request => match request.body {{ {arms}{rest}}}")
        }
    }
}

/// The table of answers, an entry an operation.
fn answers(plan: &Plan<'_>) -> String {
    let entries: String = plan
        .api
        .operations
        .iter()
        .zip(&plan.operations)
        .map(|(operation, called)| {
            let lines: String =
                examples(plan, operation).iter().map(|line| format!("\n        {line},")).collect();
            let close = if lines.is_empty() { "" } else { "\n    " };
            format!("\n    (<{}::Request as Operation>::ROUTE, &[{lines}{close}]),", called.name)
        })
        .collect();
    let close = if entries.is_empty() { "" } else { "\n" };
    format!(
        "/// The answers of every operation.\npub static EXAMPLES: &[(Route, &[Example])] = &[{entries}{close}];"
    )
}

/// The answers of an operation, successes first.
fn examples(plan: &Plan<'_>, operation: &Operation) -> Vec<String> {
    let mut all: Vec<(u16, &Response)> = operation.statuses().collect();
    all.sort_by_key(|(status, _)| !(200..300).contains(status));
    let examples = all.into_iter().flat_map(|(status, response)| {
        let headers = headers(plan, response);
        let statuses = match response.status {
            specwright_ir::Status::Range(digit) => (digit * 100, digit * 100 + 99),
            specwright_ir::Status::Default => (if status < 400 { status } else { 400 }, 599),
            _ => (status, status),
        };
        let media = match &response.media[..] {
            [] => vec![None],
            // Of what is read alike the first says enough.
            all => {
                let new = |at: &usize| all[..*at].iter().all(|media| media.codec != all[*at].codec);
                (0..all.len()).filter(new).map(|at| Some(&all[at])).collect()
            }
        };
        media.into_iter().map(move |media| example(plan, statuses, &headers, media))
    });
    examples.collect()
}

/// The headers of an answer, as an example has them.
fn headers(plan: &Plan<'_>, response: &Response) -> String {
    let headers: Vec<String> = response
        .headers
        .iter()
        .filter_map(|header| {
            let value = match plan.api.sample(&header.used) {
                Value::String(text) => text,
                value @ (Value::Number(_) | Value::Bool(_)) => value.to_string(),
                Value::Array(items) => match items.first() {
                    Some(Value::String(text)) => text.clone(),
                    Some(value) => value.to_string(),
                    None => return None,
                },
                _ => return None,
            };
            let name = header.name.to_ascii_lowercase();
            let plain = http::HeaderName::from_bytes(name.as_bytes()).is_ok()
                && value.bytes().all(|b| (32..127).contains(&b));
            plain.then(|| format!("({}, {})", literal(&name), literal(&value)))
        })
        .collect();
    headers.join(", ")
}

fn example(plan: &Plan<'_>, statuses: (u16, u16), headers: &str, media: Option<&Media>) -> String {
    let (media, body) = match media {
        None => (String::new(), String::new()),
        Some(media) => {
            let value = plan.api.sample_media(media);
            let body = match (media.codec, value) {
                (Codec::Lines, value) => format!("{value}\n"),
                (Codec::Events, Value::String(text)) if is_text(plan, media) => {
                    format!("data: {}\n\n", text.replace('\n', "\ndata: "))
                }
                (Codec::Events, value) => format!("data: {value}\n\n"),
                (Codec::Json, value) => value.to_string(),
                (Codec::Text | Codec::Binary, Value::String(text)) => text,
                (Codec::Text | Codec::Binary, value) => value.to_string(),
                (Codec::Form | Codec::Multipart, _) => String::new(),
            };
            (media.ranges.first().cloned().unwrap_or_default(), body)
        }
    };
    let media = if media.contains('*') { "application/octet-stream".to_owned() } else { media };
    format!(
        "Example {{ statuses: ({}, {}), media: {}, headers: &[{}], body: {} }}",
        statuses.0,
        statuses.1,
        literal(&media),
        headers,
        literal(&body)
    )
}
