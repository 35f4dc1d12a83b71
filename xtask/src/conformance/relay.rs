//! The relay of a crate under test: its server in front, which hands every request to its
//! client, and the client's answer back. What passes has gone through both ends.
//!
//! On its way each request is mirrored: the client sends it to a server of the same crate, in process
//! and over loopback, once for every status that the document names; that server answers with the
//! mock's answer. Request and answer must come to the other end as they were.

use specwright::File;
use specwright::ir::{Api, Codec, Operation, Scheme, SchemeKind};

const PROGRAM: &str = include_str!("relay/program.rs");

/// The program, from the crate's own list of operations.
pub fn text(name: &str, api: &Api, files: &[File]) -> Option<String> {
    let index = &files.iter().find(|file| file.path == "src/operations.rs")?.text;
    let modules: Vec<&str> =
        index.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let krate = name.replace('-', "_");
    let routes = modules
        .iter()
        .map(|module| format!("    <operations::{module}::Request as Operation>::ROUTE,\n"));
    let arms = |function: &str, by: &dyn Fn(&Operation) -> String| -> String {
        let arm = |(at, (module, operation))| {
            let (more, request) = (by(operation), format!("operations::{module}::Request"));
            format!("        {at} => {function}{more}::<{request}>(server, incoming),\n")
        };
        modules.iter().zip(&api.operations).enumerate().map(arm).collect()
    };
    let once =
        |operation: &Operation| if streams(api, operation) { "_once" } else { "" }.to_owned();
    let statuses = api.operations.iter().map(|operation| format!("    &{:?},\n", told(operation)));
    let filled = PROGRAM
        .replace("/* credentials */", &credentials(api))
        .replace("KRATE", &krate)
        .replace("/* routes */", &routes.collect::<String>())
        .replace("/* statuses */", &statuses.collect::<String>())
        .replace("/* relayed */", &arms("relay", &once))
        .replace("/* mirrored */", &arms("mirror", &|_| String::new()));
    Some(filled)
}

/// Whether a request is a stream, which can be sent once.
fn streams(api: &Api, operation: &Operation) -> bool {
    operation.body.iter().flat_map(|body| &body.media).any(|media| api.is_stream(media))
}

/// The statuses that a mirror answers with. A stream of values is not looked into, and bytes are no
/// further than to their number. An interim answer is not what a call ends with (RFC 9110, section 15.2).
fn told(operation: &Operation) -> Vec<u16> {
    let whole = |codec: Codec| !matches!(codec, Codec::Lines | Codec::Events);
    let statuses = operation.statuses();
    let statuses = statuses.filter(|(_, r)| r.media.iter().all(|media| whole(media.codec)));
    statuses.map(|(status, _)| status).filter(|status| *status >= 200).collect()
}

/// Something to show for every scheme.
fn credentials(api: &Api) -> String {
    let one = |scheme: &Scheme| {
        let credential = match &scheme.kind {
            SchemeKind::Header(name) => format!("Header({name:?}, \"secret\".into())"),
            SchemeKind::Query(name) => format!("Query({name:?}, \"secret\".into())"),
            SchemeKind::Cookie(name) => format!("Cookie({name:?}, \"secret\".into())"),
            SchemeKind::Basic => "Basic(\"user\".into(), \"secret\".into())".to_owned(),
            SchemeKind::Bearer => "Bearer(\"secret\".into())".to_owned(),
            SchemeKind::Other(word) => format!("Other({word:?}, \"secret\".into())"),
            SchemeKind::Connection => "Connection".to_owned(),
        };
        format!(
            "        .credential(({:?}, KRATE::rt::client::Credential::{credential}))\n",
            scheme.name
        )
    };
    api.schemes.iter().map(one).collect()
}
