//! `src/server.rs`

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{Operation, Requirement, Scheme, SchemeKind};

use super::{client, head};
use crate::docs;
use crate::file::Source;
use crate::names::{Scope, snake};
use crate::plan::{Called, Plan};
use crate::table::table;
use crate::ty::tokens;

/// Which credentials an operation's handler is behind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guarded {
    No,
    Optionally,
    Yes,
}

/// What an operation asks callers to show, one of these; what no scheme describes, nobody can.
fn asked<'a>(
    plan: &Plan<'_>,
    operation: &'a Operation,
) -> impl Iterator<Item = &'a [Requirement]> + Clone {
    let known = |name: &str| plan.api.schemes.iter().any(|scheme| scheme.name == name);
    let sets = operation.security.iter().map(Vec::as_slice);
    sets.filter(move |set| set.iter().all(|requirement| known(&requirement.scheme)))
}

pub(super) fn guarded(plan: &Plan<'_>, operation: &Operation) -> Guarded {
    let mut sets = asked(plan, operation);
    let some = sets.clone().any(|set| !set.is_empty());
    match (some, sets.any(|set| set.is_empty())) {
        (false, _) => Guarded::No,
        (true, true) => Guarded::Optionally,
        (true, false) => Guarded::Yes,
    }
}

impl Guarded {
    /// How a line of the runtime's tables says it, after the operation's name.
    pub(super) fn word(self) -> &'static str {
        match self {
            Guarded::No => "",
            Guarded::Optionally => " optionally secured",
            Guarded::Yes => " secured",
        }
    }
}

/// What a handler is told beside the request.
pub(super) fn context(guarded: Guarded) -> &'static str {
    match guarded {
        Guarded::No => "Context<()>",
        Guarded::Optionally => "Context<Option<Self::Caller>>",
        Guarded::Yes => "Context<Self::Caller>",
    }
}

/// The schemes that operations ask for, with the methods that judge what is shown. Which are asked
/// for changes no name.
pub(super) fn authenticators<'a>(plan: &Plan<'a>) -> Vec<(&'a Scheme, String)> {
    let operations = plan.api.operations.iter();
    let requirements = operations.flat_map(|operation| asked(plan, operation)).flatten();
    let wanted: BTreeSet<&str> =
        requirements.map(|requirement| requirement.scheme.as_str()).collect();
    let mut scope = Scope::default();
    let named = |scheme: &'a Scheme| {
        let name = format!("authenticate_{}", snake(&scheme.name).trim_start_matches("r#"));
        (scheme, scope.claim(name))
    };
    let all: Vec<_> = plan.api.schemes.iter().map(named).collect();
    all.into_iter().filter(|(scheme, _)| wanted.contains(scheme.name.as_str())).collect()
}

/// The operations that are served together.
struct Part<'a> {
    operations: &'a [Operation],
    called: &'a [Called],
    /// The module of their modules.
    module: &'static str,
    /// The trait.
    name: &'static str,
    /// What the file and the trait are.
    about: [&'static str; 2],
    /// What callers may be asked to show.
    authenticators: Vec<(&'a Scheme, String)>,
}

/// `src/server.rs`
pub(super) fn text(plan: &Plan<'_>) -> String {
    let part = Part {
        operations: &plan.api.operations,
        called: &plan.operations,
        module: "operations",
        name: "Server",
        about: [
            "//! The server: a trait with a method an operation, and the service it makes.",
            " The operations of the API.",
        ],
        authenticators: authenticators(plan),
    };
    service(plan, &part)
}

/// `src/webhooks/receiver.rs`
pub(super) fn receiver(plan: &Plan<'_>) -> String {
    let part = Part {
        operations: &plan.api.webhooks,
        called: &plan.webhooks,
        module: "webhooks",
        name: "Receiver",
        about: [
            "//! The receiver: a trait with a method a webhook, and the service it makes. Each is served at\n\
             //! the path of its name; that the API calls, and nobody else, is for the handlers to check.",
            " What the API calls at its users' servers.",
        ],
        authenticators: Vec::new(),
    };
    service(plan, &part)
}

// What is the same for all APIs is written as it stands.

const USES: &str = "\
use crate::rt;
use crate::rt::server::{Options, Service};

/// What a handler knows of a request beside its content.
pub use crate::rt::server::Context;";

const SERVICE: &str = "\
/// The server as a [tower](https://docs.rs/tower) service.
pub fn service<S: Server>(server: S) -> Service<S> {
    service_with(server, Options::new())
}
/// The server as a service with other limits or refusals.
pub fn service_with<S: Server>(server: S, options: Options) -> Service<S> {
    Service::new(server, ROUTES, dispatch::<S>, options)
}
/// The server as a router, to be merged, nested and layered.
pub fn router<S: Server>(server: S) -> rt::server::AxumRouter {
    service(server).into_router()
}";

fn service(plan: &Plan<'_>, part: &Part<'_>) -> String {
    let mut source = Source::new(&head(plan));
    source.text(part.about[0].to_owned());
    let operations = match part.called.is_empty() {
        true => String::new(),
        false => format!("use std::future::Future;\nuse crate::{}::*;\n", part.module),
    };
    source.text(format!("{operations}{USES}"));
    source.items(server_trait(plan, part));
    source.text(SERVICE.replace("Server", part.name));
    if !part.authenticators.is_empty() {
        source.items(guard(&part.authenticators));
    }
    source.text(dispatch(plan, part));
    source.finish()
}

/// Which handler takes the requests of which operation.
fn dispatch(plan: &Plan<'_>, part: &Part<'_>) -> String {
    let called = part.operations.iter().zip(part.called).enumerate();
    let lines: Vec<String> = called
        .map(|(index, (operation, called))| {
            format!("{index} => {}{};", called.name, guarded(plan, operation).word())
        })
        .collect();
    let about = "// `ROUTES` and `dispatch`: which handler takes the requests of which operation.";
    format!("{about}\n{}", table("dispatch", part.name, &lines))
}

fn server_trait(plan: &Plan<'_>, part: &Part<'_>) -> TokenStream {
    let caller = (!part.authenticators.is_empty()).then(|| {
        quote! {
            /// Who calls, as the server finds out from what is shown.
            type Caller: Send + 'static;
        }
    });
    let judges = part.authenticators.iter().map(|(scheme, name)| {
        let name = tokens(name);
        let docs = docs::attributes(&scheme.docs, None);
        let about = docs::lines(&format!(
            "Who shows this for the scheme `{}` ({}), or why they may not.",
            scheme.name.replace('`', "'"),
            shown(&scheme.kind)
        ));
        let gap = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
        quote! {
            #about
            #gap
            #docs
            fn #name(&self, credentials: rt::server::Credentials<'_>)
                -> impl Future<Output = Result<Self::Caller, rt::server::Refusal>> + Send;
        }
    });
    let methods = part.operations.iter().zip(part.called).map(|(operation, called)| {
        let name = tokens(&called.name);
        let docs = client::operation_docs(operation);
        let context = tokens(context(guarded(plan, operation)));
        quote! {
            #docs
            fn #name(&self, cx: #context, request: #name::Request)
                -> impl Future<Output = Result<#name::Success, #name::Failure>> + Send;
        }
    });
    let (about, server) = (part.about[1], tokens(part.name));
    quote! {
        #[doc = #about]
        pub trait #server: Send + Sync + 'static {
            #caller
            #(#judges)*
            #(#methods)*
        }
    }
}

fn shown(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Header(name) => format!("a key in the header `{}`", name.replace('`', "'")),
        SchemeKind::Query(name) => format!("a key `{}` in the query", name.replace('`', "'")),
        SchemeKind::Cookie(name) => format!("a key in the cookie `{}`", name.replace('`', "'")),
        SchemeKind::Basic => "a name and a password".to_owned(),
        SchemeKind::Bearer => "a bearer token".to_owned(),
        SchemeKind::Other(word) => format!("`Authorization: {}`", word.replace('`', "'")),
        SchemeKind::Connection => "a certificate of the connection".to_owned(),
    }
}

fn guard(authenticators: &[(&Scheme, String)]) -> TokenStream {
    let schemes = authenticators.iter().map(|(scheme, _)| {
        let key = &scheme.name;
        let kind = match &scheme.kind {
            SchemeKind::Header(name) => quote!(Header(#name)),
            SchemeKind::Query(name) => quote!(Query(#name)),
            SchemeKind::Cookie(name) => quote!(Cookie(#name)),
            SchemeKind::Basic => quote!(Basic),
            SchemeKind::Bearer => quote!(Bearer),
            SchemeKind::Other(word) => quote!(Other(#word)),
            SchemeKind::Connection => quote!(Connection),
        };
        quote!((#key, rt::server::Credential::#kind))
    });
    let arms = authenticators.iter().map(|(scheme, name)| {
        let (key, name) = (&scheme.name, tokens(name));
        quote!(#key => Box::pin(S::#name(server, credentials)))
    });
    quote! {
        fn guard<S: Server>() -> rt::server::Guard<S, S::Caller> {
            rt::server::Guard { schemes: &[#(#schemes),*], authenticate: authenticate::<S> }
        }

        fn authenticate<'a, S: Server>(
            server: &'a S,
            scheme: &'static str,
            credentials: rt::server::Credentials<'a>,
        ) -> rt::server::BoxFuture<'a, Result<S::Caller, rt::server::Refusal>> {
            match scheme {
                #(#arms,)*
                _ => Box::pin(std::future::ready(Err(rt::server::Refusal::Unauthenticated))),
            }
        }
    }
}
