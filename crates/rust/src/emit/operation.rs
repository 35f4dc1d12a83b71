//! `src/operations/NAME.rs`: an operation's request, what comes back, and its table.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{
    FieldStyle, Location, Next, Operation, Paging, Parameter, Status, Style, Told, TypeId,
};

use super::defaults::{self, Defaulted};
use super::object::{is_constant, mode};
use super::{file, head, types};
use crate::File;
use crate::docs;
use crate::file::Source;
use crate::parallel;
use crate::plan::{Called, Choice, Home, Payload, Plan, Reply};
use crate::table::{literal, rule_list, rules, table};
use crate::ty::{Bytes, tokens};

/// `src/operations.rs`
pub(super) fn index(plan: &Plan<'_>) -> String {
    let mut source = Source::new(&head(plan));
    source.text("//! The operations of the document, a module each.".to_owned());
    source.text(modules(&plan.operations));
    source.finish()
}

/// Their modules, a line each.
pub(super) fn modules(called: &[Called]) -> String {
    called.iter().map(|called| format!("pub mod {};\n", called.name)).collect()
}

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    parallel::map(plan.operations.len(), |index| {
        let (operation, called) = (&plan.api.operations[index], &plan.operations[index]);
        let name = called.name.trim_start_matches("r#");
        let text = text(plan, operation, called, Home::Operation(index));
        file(&format!("src/operations/{name}.rs"), text)
    })
}

/// `src/webhooks/NAME.rs`
pub(super) fn webhooks(plan: &Plan<'_>) -> Vec<File> {
    parallel::map(plan.webhooks.len(), |index| {
        let (webhook, called) = (&plan.api.webhooks[index], &plan.webhooks[index]);
        let name = called.name.trim_start_matches("r#");
        let text = text(plan, webhook, called, Home::Webhook(index));
        file(&format!("src/webhooks/{name}.rs"), text)
    })
}

fn text(plan: &Plan<'_>, operation: &Operation, called: &Called, home: Home) -> String {
    let mut source = Source::new(&head(plan));
    let route = format!("`{} {}`", operation.method, operation.path.replace('`', "'"));
    let said = operation.docs.summary.as_deref().or(operation.docs.description.as_deref());
    let title = said
        .filter(|text| !text.trim().is_empty())
        .map_or(route.clone(), |text| format!("{route}: {text}"));
    let lines = docs::rendered(&title);
    let lines: Vec<String> =
        lines.iter().map(|line| format!("//! {line}").trim_end().to_owned()).collect();
    source.text(lines.join("\n"));
    source.text("use crate::rt;\nuse crate::types;".to_owned());
    let body = body(plan, operation, home);
    request(plan, operation, called, home, body.as_ref(), &mut source);
    if let Some(body) = &body
        && let Some(choice) = &body.choice
    {
        let media = operation.body.iter().flat_map(|body| &body.media);
        let rules: Vec<String> = media.map(|media| rules(plan.api, &media.used)).collect();
        write_choice(choice, body.streams, &rules, &mut source);
    }
    successes(called, &mut source);
    failures(operation, called, &mut source);
    for reply in called.replies.successes.iter().chain(&called.replies.failures) {
        headed(plan, operation, reply, home, &mut source);
        if let Some(choice) = &reply.payload.choice {
            write_choice(choice, reply.payload.streams, &[], &mut source);
        }
    }
    for (index, named) in plan.types.iter().enumerate() {
        if named.home == home {
            types::write(plan, TypeId(index), &mut source);
        }
    }
    source.text(route_table(plan, operation, called, body.as_ref(), home));
    let media = operation.body.iter().flat_map(|body| &body.media);
    for form in media.filter(|media| !media.styles.is_empty()) {
        let lines: Vec<String> =
            form.styles.iter().map(|style| format!("{},", field_style(style))).collect();
        source.text(table("styles", "Styles", &lines));
    }
    if let Some(paging) = &operation.paging {
        source.text(paging_table(&plan.ty(&paging.item, home, Bytes::Text), paging));
    }
    let text = types::without_unused(source.finish());
    let uses_types = text.lines().any(|l| {
        l.contains("types::") && !l.starts_with("use ") && !l.trim_start().starts_with("//")
    });
    if uses_types { text } else { text.replacen("use crate::types;\n", "", 1) }
}

fn body(plan: &Plan<'_>, operation: &Operation, home: Home) -> Option<Payload> {
    let body = operation.body.as_ref()?;
    Some(Payload::of_media(plan, &body.media, home, "Body"))
}

fn request(
    plan: &Plan<'_>,
    operation: &Operation,
    called: &Called,
    home: Home,
    body: Option<&Payload>,
    source: &mut Source,
) {
    let body_required = operation.body.as_ref().is_some_and(|body| body.required);
    let fields: Vec<(String, String, bool, TokenStream)> = operation
        .parameters
        .iter()
        .zip(&called.parameters)
        .map(|(parameter, name)| {
            let ty = plan.ty(&parameter.used, home, Bytes::Text);
            (name.clone(), ty, parameter.required, parameter_docs(parameter))
        })
        .chain(body.map(|payload| {
            let said = operation.body.as_ref().and_then(|body| body.description.clone());
            let said = specwright_ir::Docs { description: said, ..Default::default() };
            let ty = payload.ty.clone().unwrap_or_else(|| "()".to_owned());
            ("body".to_owned(), ty, body_required, docs::attributes(&said, Some("The body.")))
        }))
        .collect();
    let declared = fields.iter().map(|(name, ty, required, docs)| {
        let (name, ty) = (tokens(name), tokens(ty));
        if *required { quote!(#docs pub #name: #ty) } else { quote!(#docs pub #name: Option<#ty>) }
    });
    let free = |p: &Parameter| !p.required || is_constant(plan, &p.used);
    let free = !body_required && operation.parameters.iter().all(free);
    let derive = derive(body.is_some_and(|body| body.streams), free);
    source.items(quote! {
        /// The request.
        #derive
        pub struct Request { #(#declared,)* }
    });
    let optional = operation.parameters.iter().zip(&fields).filter(|(p, _)| !p.required);
    let optional = optional.map(|(parameter, (field, ty, ..))| Defaulted {
        field,
        ty,
        name: &parameter.name,
        used: &parameter.used,
        default: parameter.default.as_ref(),
    });
    source.items(defaults::functions(plan, &quote!(Request), optional));
}

/// What is derived. A stream can be neither cloned nor compared.
fn derive(streams: bool, default: bool) -> TokenStream {
    let default = default.then(|| quote!(, Default));
    match streams {
        true => quote!(#[derive(Debug #default)]),
        false => quote!(#[derive(Clone, Debug #default, PartialEq)]),
    }
}

fn parameter_docs(parameter: &Parameter) -> TokenStream {
    let place = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "headers",
        Location::Cookie => "cookies",
    };
    let name = parameter.name.replace('`', "'");
    docs::attributes(&parameter.docs, Some(&format!("`{name}` in the {place}.")))
}

fn successes(called: &Called, source: &mut Source) {
    match &called.replies.successes[..] {
        [only] => match only.payload.ty.as_deref() {
            Some("Success") => {}
            ty => {
                let ty = tokens(ty.unwrap_or("()"));
                source.items(quote! {
                    /// What comes back when it went well.
                    pub type Success = #ty;
                });
            }
        },
        several => {
            let variants = several.iter().map(variant);
            let derive = derive(several.iter().any(|reply| reply.payload.streams), false);
            source.items(quote! {
                /// What comes back when it went well.
                #derive
                pub enum Success { #(#variants,)* }
            });
        }
    }
}

fn failures(operation: &Operation, called: &Called, source: &mut Source) {
    let variants = called.replies.failures.iter().map(|reply| {
        let said = reply.index.and_then(|index| operation.responses[index].description.clone());
        let said = specwright_ir::Docs { description: said, ..Default::default() };
        let docs = docs::attributes(&said, Some(&format!("{}.", shown(reply.status))));
        let variant = variant(reply);
        quote!(#docs #variant)
    });
    source.items(quote! {
        /// What comes back when it did not go well.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum Failure {
            #(#variants,)*
            /// A response that the document does not name. A handler may answer with it.
            Other(rt::Response),
        }
    });
}

fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}"),
        Status::Range(digit) => format!("Any status of {digit}XX"),
        Status::Default => "Any other status".to_owned(),
    }
}

fn variant(reply: &Reply) -> TokenStream {
    let name = tokens(&reply.variant);
    let ty = reply.payload.ty.as_deref().map(tokens);
    let docs = docs::lines(&format!("{}.", shown(reply.status)));
    let docs = reply.status.is_success().then_some(docs);
    match (takes_status(reply), ty) {
        (true, Some(ty)) => quote!(#docs #name(rt::StatusCode, #ty)),
        (true, None) => quote!(#docs #name(rt::StatusCode)),
        (false, Some(ty)) => quote!(#docs #name(#ty)),
        (false, None) => quote!(#docs #name),
    }
}

/// Whether several statuses bring a variant, so that it holds the one that came.
fn takes_status(reply: &Reply) -> bool {
    !matches!(reply.status, Status::Code(_))
}

fn headed(plan: &Plan<'_>, operation: &Operation, reply: &Reply, home: Home, source: &mut Source) {
    let (Some(headed), Some(index)) = (&reply.payload.headed, reply.index) else { return };
    let headers = &operation.responses[index].headers;
    let name = tokens(&headed.name);
    let fields = headers.iter().zip(&headed.fields).map(|(header, field)| {
        let docs = docs::attributes(
            &header.docs,
            Some(&format!("The header `{}`.", header.name.replace('`', "'"))),
        );
        let (field, ty) = (tokens(field), tokens(&plan.ty(&header.used, home, Bytes::Text)));
        if header.required {
            quote!(#docs pub #field: #ty)
        } else {
            quote!(#docs pub #field: Option<#ty>)
        }
    });
    let body = headed.body.as_ref().map(|(ty, _)| {
        let ty = tokens(ty);
        quote!(#[doc = " The body."] pub body: #ty,)
    });
    let docs = docs::lines(&format!("{}, with its headers.", shown(reply.status)));
    let derive = derive(reply.payload.streams, false);
    source.items(quote! {
        #docs
        #derive
        pub struct #name { #(#fields,)* #body }
    });
    let mut lines: Vec<String> = headers
        .iter()
        .zip(&headed.fields)
        .map(|(header, field)| {
            let mode = if header.required { "required" } else { "optional" };
            let explode = if header.explode { ".explode(true)" } else { "" };
            format!("{field}: {mode} header({}){explode},", literal(&header.name))
        })
        .collect();
    lines.extend(headed.body.as_ref().map(|(_, codec)| format!("=> body {codec},")));
    source.text(table("payload", &headed.name, &lines));
}

/// A choice; of a request's body with the rules of each variant.
fn write_choice(choice: &Choice, streams: bool, rules: &[String], source: &mut Source) {
    let name = tokens(&choice.name);
    let variants = choice.variants.iter().map(|(variant, ty, _, media)| {
        let docs = docs::lines(&format!("As `{}`.", media.join("`, `")));
        let (variant, ty) = (tokens(variant), tokens(ty));
        quote!(#docs #variant(#ty))
    });
    let derive = derive(streams, false);
    source.items(quote! {
        /// The media types that it may be in.
        #derive
        pub enum #name { #(#variants,)* }
    });
    let lines: Vec<String> = choice
        .variants
        .iter()
        .enumerate()
        .flat_map(|(at, (variant, _, codec, media))| {
            let rules = rules.get(at).map_or("", String::as_str);
            let line =
                move |media: &String| format!("{} => {variant}: {codec}{rules},", literal(media));
            media.iter().map(line)
        })
        .collect();
    source.text(table("choice", &choice.name, &lines));
}

fn route_table(
    plan: &Plan<'_>,
    operation: &Operation,
    called: &Called,
    body: Option<&Payload>,
    home: Home,
) -> String {
    let mut lines = Vec::new();
    let sets: Vec<String> = operation
        .security
        .iter()
        .map(|set| {
            let schemes = set.iter().map(|requirement| {
                let scopes: Vec<String> = requirement.scopes.iter().map(|s| literal(s)).collect();
                format!("{} [{}]", literal(&requirement.scheme), scopes.join(", "))
            });
            format!("[{}]", schemes.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let secured = sets.iter().any(|set| set != "[]");
    let security = if secured { format!(" security {}", sets.join(" ")) } else { String::new() };
    for (parameter, name) in operation.parameters.iter().zip(&called.parameters) {
        let Parameter { required, used, .. } = parameter;
        let mode = mode(plan, *required, used, &plan.ty(used, home, Bytes::Text));
        lines.push(format!("{name}: {mode} {},", expression(plan, parameter)));
    }
    if let (Some(body), Some(payload)) = (&operation.body, body) {
        let mode = if body.required { "required" } else { "optional" };
        let ty = payload.ty.as_deref().unwrap_or("()");
        // Made of nothing it is already, where it is optional.
        let given = if !body.required && ty == "()" { "" } else { &format!("({ty})") };
        let rules = match &body.media[..] {
            [media] => rules(plan.api, &media.used),
            // Each of several brings its own.
            _ => String::new(),
        };
        lines.push(format!("<= {mode}{given} {} {}{rules},", payload.codec, media(payload)));
    }
    let mut replies: Vec<&Reply> =
        called.replies.successes.iter().chain(&called.replies.failures).collect();
    // A match takes the first line that fits: the narrower come first.
    replies.sort_by_key(|reply| match reply.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    let bare = called.replies.successes.len() == 1;
    for reply in replies {
        let success = called.replies.successes.iter().any(|s| std::ptr::eq(s, reply));
        lines.push(format!(
            "=> {}: {} {} {},",
            code(reply.status),
            shape(reply, success, bare),
            reply.payload.codec,
            media(&reply.payload)
        ));
    }
    let (method, path) = (literal(&operation.method), literal(&called.path));
    let told: String = operation.told_by.iter().map(told).collect();
    let told = if told.is_empty() { told } else { format!(" told by{told}") };
    let server = operation.server.as_deref().map(|url| format!(" at {}", literal(url)));
    let server = server.unwrap_or_default();
    let head = format!("{method} {path}{server} (status, value){security}{told}");
    table("operation", &head, &lines)
}

fn told(told: &Told) -> String {
    let place = if told.location == Location::Query { "query" } else { "header" };
    format!(" [{place} {} {}]", literal(&told.name), literal(&told.value))
}

/// How the pages follow one another, for the runtime.
fn paging_table(item: &str, paging: &Paging) -> String {
    let mut text = match &paging.next {
        Next::Link => "link()".to_owned(),
        Next::Url(field) => format!("url({})", pointer(field)),
        Next::Cursor { parameter, field } => {
            format!("cursor({}, {})", literal(parameter), pointer(field))
        }
        Next::Page { parameter, first } => format!("page({}, {first})", literal(parameter)),
        Next::Offset { parameter } => format!("offset({})", literal(parameter)),
    };
    if !paging.items.is_empty() {
        text.push_str(&format!(".items({})", pointer(&paging.items)));
    }
    for (name, field) in [("more", &paging.more), ("total", &paging.total)] {
        let field = field.iter().map(|field| format!(".{name}({})", pointer(field)));
        text.extend(field);
    }
    format!("rt::paged!({item}: {text});")
}

/// The JSON pointer of a field (RFC 6901), as a literal.
fn pointer(way: &[String]) -> String {
    let steps = way.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")));
    literal(&steps.collect::<String>())
}

fn media(payload: &Payload) -> String {
    if payload.media.is_empty() {
        return "\"\"".to_owned();
    }
    let media: Vec<String> = payload.media.iter().map(|media| literal(media)).collect();
    media.join(" | ")
}

fn code(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}00..={digit}99"),
        Status::Default => "_".to_owned(),
    }
}

fn shape(reply: &Reply, success: bool, bare: bool) -> String {
    let (end, ty) = if success { ("Ok", "Success") } else { ("Err", "Failure") };
    if success && bare {
        return "Ok(value)".to_owned();
    }
    let name = &reply.variant;
    match (takes_status(reply), reply.payload.ty.is_some()) {
        (true, true) => format!("{end}({ty}::{name}(status, value))"),
        (true, false) => format!("{end}({ty}::{name}(status))"),
        (false, true) => format!("{end}({ty}::{name}(value))"),
        (false, false) => format!("{end}({ty}::{name})"),
    }
}

/// A parameter as the tables write it.
fn expression(plan: &Plan<'_>, parameter: &Parameter) -> String {
    let (place, own_style, own_explode) = match parameter.location {
        Location::Path => ("path", Style::Simple, false),
        Location::Query => ("query", Style::Form, true),
        Location::Header => ("header", Style::Simple, false),
        Location::Cookie => ("cookie", Style::Form, true),
    };
    let mut text = format!("{place}({})", literal(&parameter.name));
    if parameter.style != own_style {
        text.push_str(style_word(parameter.style));
    }
    if parameter.explode != own_explode {
        text.push_str(&format!(".explode({})", parameter.explode));
    }
    if parameter.reserved {
        text.push_str(".reserved()");
    }
    let rules = rule_list(plan.api, &parameter.used);
    if !rules.is_empty() {
        text.push_str(&format!(".rules(&[{}])", rules.join(", ")));
    }
    text
}

/// How a member of a form is written, as the tables write it.
fn field_style(field: &FieldStyle) -> String {
    let reserved = if field.reserved { ".reserved()" } else { "" };
    let (name, style) = (literal(&field.name), style_word(field.style));
    format!("query({name}){style}.explode({}){reserved}", field.explode)
}

fn style_word(style: Style) -> &'static str {
    match style {
        Style::Simple => ".simple()",
        Style::Label => ".label()",
        Style::Matrix => ".matrix()",
        Style::Form => ".form()",
        Style::Space => ".space()",
        Style::Pipe => ".pipe()",
        Style::Tab => ".tab()",
        Style::DeepObject => ".deep_object()",
        Style::Json => ".json()",
        Style::Whole => ".whole()",
    }
}
