//! `tests/examples.rs`: the document's examples are read, written back, and the same by value.

use specwright_ir::{Api, Codec, Kind, Media, Shape, Use};

use super::head;
use crate::file::Source;
use crate::plan::{Home, Plan};
use crate::table::literal;
use crate::ty::Bytes;

pub(super) fn text(plan: &Plan<'_>) -> Option<String> {
    let krate = plan.config.name.replace('-', "_");
    let mut checks: Vec<(String, String)> = Vec::new();
    for (index, ty) in plan.api.types.iter().enumerate() {
        let multipart = matches!(&ty.shape, Shape::Object(object) if object.multipart);
        if plan.types[index].home != Home::Types || multipart {
            continue;
        }
        let used = Use::of(Kind::Type(specwright_ir::TypeId(index)));
        let path = format!("types::{}", plan.types[index].name);
        for example in ty.examples.iter().filter(|example| plan.api.accepts(&used, example)) {
            checks.push((path.clone(), example.to_string()));
        }
    }
    for (index, operation) in plan.api.operations.iter().enumerate() {
        let request = operation.body.iter().flat_map(|body| &body.media);
        let responses = operation.responses.iter().flat_map(|response| &response.media);
        let module = format!("operations::{}", plan.operations[index].name);
        for media in request.chain(responses) {
            checks.extend(of_media(plan, media, Home::Operation(index), &module));
        }
    }
    checks.dedup();
    if checks.is_empty() {
        return None;
    }
    let mut source = Source::new(&head(plan));
    source.text(
        "//! The document's examples are read, written back, and the same by value.".to_owned(),
    );
    source.text("#![cfg_attr(rustfmt, rustfmt_skip)]".to_owned());
    let lines: String = checks
        .iter()
        .map(|(ty, json)| format!("    survives::<{ty}>({});\n", literal(json)))
        .collect();
    let used = |module: &str| checks.iter().any(|(ty, _)| ty.contains(&format!("{module}::")));
    let uses: Vec<&str> = ["types", "operations"].into_iter().filter(|m| used(m)).collect();
    // A crate may be called like one of its modules.
    let root = if uses.contains(&krate.as_str()) { "::" } else { "" };
    let mut head = format!("use {root}{krate}::rt::wire::survives;");
    if !uses.is_empty() {
        head.push_str(&format!("\nuse {root}{krate}::{{{}}};", uses.join(", ")));
    }
    source.text(head);
    source.text(format!("#[test]\nfn examples_survive() {{\n{lines}}}"));
    Some(source.finish())
}

fn of_media(plan: &Plan<'_>, media: &Media, home: Home, module: &str) -> Vec<(String, String)> {
    if media.codec != Codec::Json || holds_inline(plan.api, plan, &media.used, home) {
        return Vec::new();
    }
    let used = Use { nullable: false, ..media.used.clone() };
    let ty = plan
        .ty(&used, home, Bytes::Text)
        .replace("rt::", &format!("{}::rt::", plan.config.name.replace('-', "_")));
    let ty = match media.used.kind {
        Kind::Type(id) if plan.types[id.0].home == home => format!("{module}::{ty}"),
        _ => ty,
    };
    let fitting = media.examples.iter().filter(|example| plan.api.accepts(&used, example));
    fitting.map(|example| (ty.clone(), example.to_string())).collect()
}

/// Whether a type of the operation's module stands inside another, where its path would have to
/// be put together.
fn holds_inline(_: &Api, plan: &Plan<'_>, used: &Use, home: Home) -> bool {
    !matches!(used.kind, Kind::Type(_))
        && used.types().iter().any(|id| plan.types[id.0].home == home)
}
