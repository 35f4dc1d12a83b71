//! `src/client.rs`

use quote::quote;
use specwright_ir::{Grant, GrantKind, Next, Operation, Paging, Scheme, SchemeKind};

use super::head;
use crate::docs;
use crate::file::Source;
use crate::names::{Scope, snake};
use crate::plan::{Called, Plan};
use crate::table::literal;
use crate::ty::tokens;

// What is the same for all APIs is written as it stands: to parse and print it again for each is a
// tenth of a run on a small document.

const ERROR: &str = "\
/// Why a call brought no success; `F` is the operation's `Failure`.
pub use crate::rt::client::Error;";

const CLIENT: &str = "\
/// A client of the API. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Client(Connection);
impl From<Connection> for Client {
    fn from(connection: Connection) -> Self {
        Self(connection)
    }
}
impl Client {
    /// A client of the server at a URL; its path comes before those of the document.
    ///
    /// # Errors
    /// The URL is none of HTTP, or no HTTP client can be made.
    pub fn new(base_url: impl Into<String>) -> Result<Self, BuildError> {
        Builder::default().base_url(base_url).build()
    }
    /// A client that is told more; ABOUT.
    pub fn builder() -> Builder<Self> {
        Builder::default().server()
    }
    /// What carries the calls.
    pub fn connection(&self) -> &Connection {
        &self.0
    }
}";

const SENDER: &str = "\
use crate::rt;
use crate::rt::client::{BuildError, Builder, Connection};
use crate::webhooks::*;

/// Calls a receiver of webhooks. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Sender(Connection);
impl From<Connection> for Sender {
    fn from(connection: Connection) -> Self {
        Self(connection)
    }
}
impl Sender {
    /// A sender to the URL that a receiver gave for its webhook.
    ///
    /// # Errors
    /// The URL is none of HTTP, or no HTTP client can be made.
    pub fn new(url: impl Into<String>) -> Result<Self, BuildError> {
        Self::builder().base_url(url).build()
    }
    /// A sender that is told more. It needs a base URL, which is that of the webhook.
    pub fn builder() -> Builder<Self> {
        Builder::default().exact()
    }
}";

pub(super) fn text(plan: &Plan<'_>) -> String {
    let mut source = Source::new(&head(plan));
    source.text("//! The client: a method an operation.".to_owned());
    let operations = match plan.operations.is_empty() {
        true => "",
        false => "use crate::operations::*;\nuse crate::rt;\n",
    };
    source.text(format!("{operations}use crate::rt::client::{{BuildError, Builder, Connection}};"));
    source.text(ERROR.to_owned());
    let default = default_server(plan);
    if let Some(url) = &default {
        let url = literal(url);
        source.text(format!(
            "/// The server that the document names first.\npub const DEFAULT_SERVER: &str = {url};"
        ));
    }
    let (about, server) = match default {
        Some(_) => {
            ("; without a base URL it calls [`DEFAULT_SERVER`]", ".document_server(DEFAULT_SERVER)")
        }
        None => (". It needs a base URL: the document names no server", ""),
    };
    source.text(CLIENT.replace("; ABOUT", about).replace(".server()", server));
    if !plan.operations.is_empty() {
        let methods = methods(&plan.api.operations, &plan.operations);
        source.items(quote!(impl Client { #methods }));
    }
    if !plan.api.schemes.is_empty() {
        source.items(credentials(plan));
    }
    source.finish()
}

/// `src/webhooks/sender.rs`
pub(super) fn sender(plan: &Plan<'_>) -> String {
    let mut source = Source::new(&head(plan));
    source.text("//! The sender: a method a webhook, for the API itself.".to_owned());
    source.text(SENDER.to_owned());
    let methods = methods(&plan.api.webhooks, &plan.webhooks);
    source.items(quote!(impl Sender { #methods }));
    source.finish()
}

fn methods(operations: &[Operation], called: &[Called]) -> proc_macro2::TokenStream {
    let methods = operations.iter().zip(called).map(|(operation, called)| {
        let name = tokens(&called.name);
        let docs = operation_docs(operation);
        let paging = operation.paging.as_ref().map(|paging| docs::lines(&paging_docs(paging)));
        let paging = paging.map(|lines| quote!(#[doc = ""] #lines));
        let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
        quote! {
            #docs
            #paging
            #deprecated
            pub fn #name(&self, request: impl Into<#name::Request>) -> rt::client::Call<#name::Request> {
                self.0.call(request.into())
            }
        }
    });
    quote!(#(#methods)*)
}

/// What was taken as evidence that there are pages.
fn paging_docs(paging: &Paging) -> String {
    let code = |text: &str| format!("`{}`", text.replace('`', "'"));
    let evidence = match &paging.next {
        Next::Link => "the header `Link` with `rel=next`".to_owned(),
        Next::Url(field) => format!("the URL {} of the answer", code(&field.join("."))),
        Next::Cursor { parameter, field } => {
            format!("{} of the answer, given as {}", code(&field.join(".")), code(parameter))
        }
        Next::Page { parameter, first } => format!("{}, from {first}", code(parameter)),
        Next::Offset { parameter } => code(parameter),
    };
    format!(
        "There are pages, by {evidence}: `.items()` and `.pages()` of the call stream them all."
    )
}

/// What the document says of an operation, and its route.
pub(super) fn operation_docs(operation: &Operation) -> proc_macro2::TokenStream {
    let mut said = operation.docs.clone();
    let code = |text: &str| format!("`{}`", text.replace('`', "'"));
    let mut route = code(&format!("{} {}", operation.method, operation.path));
    if let Some(server) = &operation.server {
        route.push_str(&format!(" at {}", code(server)));
    }
    let summary = said.summary.take().filter(|text| !text.trim().is_empty());
    match summary {
        Some(summary) => said.summary = Some(format!("{summary}\n\n{route}")),
        None if said.description.as_deref().is_some_and(|text| !text.trim().is_empty()) => {
            said.description = said.description.map(|text| format!("{text}\n\n{route}"));
        }
        None => said.summary = Some(route),
    }
    if let Some(links) = links(operation) {
        let text = said.description.take().into_iter().chain([links]).collect::<Vec<_>>();
        said.description = Some(text.join("\n\n"));
    }
    docs::attributes(&said, None)
}

/// Where the responses of an operation lead on, in Markdown.
fn links(operation: &Operation) -> Option<String> {
    let code = |text: &str| format!("`{}`", text.replace('`', "'"));
    let lines = operation.responses.iter().flat_map(|response| {
        response.links.iter().map(move |link| {
            let value =
                |(name, value): &(String, String)| format!("{} is {}", code(name), code(value));
            let values = link.values.iter().map(value).collect::<Vec<_>>().join(", ");
            let values = if values.is_empty() { values } else { format!(", where {values}") };
            let said = link.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
            let said =
                said.map(|text| format!(": {}", text.replace('\n', " "))).unwrap_or_default();
            format!("- {}{values}{said}\n", code(&link.operation))
        })
    });
    let lines: String = lines.collect();
    (!lines.is_empty()).then(|| format!("What comes back leads on to:\n\n{lines}"))
}

/// The first absolute server that is not on a host reserved for examples (RFC 2606) or on the
/// caller's own machine; such a one where there are no others.
pub(super) fn default_server(plan: &Plan<'_>) -> Option<String> {
    let absolute = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    let whole = |url: &&String| absolute(url) && !url.contains(['{', '?', '#', ' ']);
    let urls: Vec<&String> =
        plan.api.servers.iter().map(|server| &server.url).filter(whole).collect();
    urls.iter().find(|url| !is_reserved(url)).or(urls.first()).map(|url| (*url).clone())
}

fn is_reserved(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or("").split(['/', ':']).next().unwrap_or("");
    let host = host.to_ascii_lowercase();
    let under = |domain: &str| host == domain || host.ends_with(&format!(".{domain}"));
    ["example", "test", "invalid", "localhost", "example.com", "example.net", "example.org"]
        .iter()
        .any(|domain| under(domain))
        || host.starts_with("127.")
        || host == "0.0.0.0"
}

/// The names of the functions of security schemes, in order.
pub(super) fn credential_names(plan: &Plan<'_>) -> Vec<String> {
    let mut scope = Scope::default();
    plan.api.schemes.iter().map(|scheme| scope.claim(snake(&scheme.name))).collect()
}

/// A function a security scheme, for the builder, and one a grant that needs no user.
fn credentials(plan: &Plan<'_>) -> proc_macro2::TokenStream {
    let mut scope = Scope::default();
    let names = credential_names(plan);
    names.iter().for_each(|name| drop(scope.claim(name.clone())));
    let schemes = || plan.api.schemes.iter().zip(&names);
    let functions: Vec<_> =
        schemes().map(|(scheme, name)| function(scheme, &tokens(name))).collect();
    let grants = schemes().flat_map(|(scheme, name)| {
        // What keeps a name from being a keyword is not wanted in a longer one.
        let name = name.trim_start_matches("r#").trim_end_matches('_').to_owned();
        scheme.grants.iter().map(move |grant| (scheme, name.clone(), grant))
    });
    let grants: Vec<_> = grants
        .map(|(scheme, name, grant)| {
            let suffix = match grant.kind {
                GrantKind::ClientCredentials => "client_credentials",
                GrantKind::Password => "password",
            };
            grant_function(scheme, grant, &tokens(&scope.claim(format!("{name}_{suffix}"))))
        })
        .collect();
    let runtime = (!grants.is_empty()).then(|| {
        quote!(
            use crate::rt;
        )
    });
    let shows_nothing = plan.api.schemes.iter().all(|s| s.kind == SchemeKind::Connection);
    let key = (!shows_nothing).then(|| {
        quote!(
            use crate::rt::client::Key;
        )
    });
    quote! {
        /// What the client shows for the document's security schemes; for [`Builder::credential`].
        pub mod credentials {
            #runtime
            use crate::rt::client::Credential;
            #key

            #(#functions)*
            #(#grants)*
        }
    }
}

fn function(scheme: &Scheme, name: &proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let scheme_name = &scheme.name;
    let docs = docs::attributes(&scheme.docs, Some(&for_scheme(scheme)));
    let (arguments, value) = match &scheme.kind {
        SchemeKind::Header(name) => {
            (quote!(key: impl Into<Key>), quote!(Header(#name, key.into())))
        }
        SchemeKind::Query(name) => (quote!(key: impl Into<Key>), quote!(Query(#name, key.into()))),
        SchemeKind::Cookie(name) => {
            (quote!(key: impl Into<Key>), quote!(Cookie(#name, key.into())))
        }
        SchemeKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<Key>),
            quote!(Basic(user.into(), password.into())),
        ),
        SchemeKind::Bearer => (quote!(token: impl Into<Key>), quote!(Bearer(token.into()))),
        SchemeKind::Other(word) => {
            (quote!(token: impl Into<Key>), quote!(Other(#word, token.into())))
        }
        SchemeKind::Connection => (quote!(), quote!(Connection)),
    };
    quote! {
        #docs
        pub fn #name(#arguments) -> (&'static str, Credential) {
            (#scheme_name, Credential::#value)
        }
    }
}

fn for_scheme(scheme: &Scheme) -> String {
    format!("For the scheme `{}`.", scheme.name.replace('`', "'"))
}

/// A function that takes what the grant needs besides the document's token URL.
fn grant_function(
    scheme: &Scheme,
    grant: &Grant,
    name: &proc_macro2::TokenStream,
) -> proc_macro2::TokenStream {
    let (scheme_name, url) = (&scheme.name, &grant.token_url);
    let (kind, how) = match grant.kind {
        GrantKind::ClientCredentials => {
            (quote!(client_credentials), "by the name and secret of the client")
        }
        GrantKind::Password => (quote!(password), "by the name and password of a user"),
    };
    let scopes = grant.scopes.iter().map(|(scope, about)| {
        let about: Vec<&str> = about.split_whitespace().collect();
        format!("\n- `{}` {}", scope.replace('`', "'"), about.join(" "))
    });
    let scopes: String = scopes.collect();
    let scopes = if scopes.is_empty() { scopes } else { format!(" Scopes:\n{scopes}") };
    let said = format!("{} Tokens are granted {how}.{scopes}", for_scheme(scheme));
    let docs = docs::lines(&said);
    let refresh = grant.refresh_url.iter();
    quote!(rt::grant! { #docs #name = #kind(#scheme_name, #url #(, #refresh)*) })
}
