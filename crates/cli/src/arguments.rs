//! What the command line takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Writes the Rust crate for an HTTP API: request and response types, client, server and mock.
///
/// A source is an OpenAPI document (2.0 to 3.2, YAML or JSON), a page of documentation in
/// Markdown (Mintlify, Fern, Apidog, Apifox, ReadMe, GitBook, widdershins), or a folder of
/// such files. Several sources are one API; a folder may hold several APIs. A source may be on
/// the network: the URL of a document or page, of an `llms.txt` that lists pages, or such a list
/// in a file.
#[derive(Parser)]
#[command(name = "specwright", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write a crate that builds as it stands
    ///
    /// Exits with 0 when it is written, 1 when the sources have errors (nothing is written then),
    /// and 2 when the command line is wrong. A crate that is up to date is not touched.
    #[command(after_help = "Examples:\n  \
        specwright gen openapi.yaml --out petstore --runtime-path crates/runtime\n  \
        specwright gen docs/login.md docs/logout.md --out auth --name auth-api \
        --runtime-path crates/runtime\n  \
        specwright gen docs/ --out apis --runtime-path crates/runtime  # a crate for each API\n  \
        specwright gen docs/ --api pets --out pets --runtime-path crates/runtime\n  \
        specwright gen https://docs.pets.test/llms.txt --out pets --runtime-path crates/runtime\n\n\
        The runtime is `crates/runtime` of specwright's repository.")]
    Gen(Gen),
    /// Show what is wrong with the sources, and write nothing
    ///
    /// Exits with 1 when there are errors.
    Check(Check),
    /// Fetch sources again, and show which pages are no longer what the lock file says
    ///
    /// The lock file then says what they are. Exits with 0 whether something changed or not.
    Update(Update),
    /// Print the API as one OpenAPI 3.0 document in YAML
    ///
    /// Whatever the sources were: what comes out is for any tool that reads OpenAPI.
    Openapi(Openapi),
    /// Print the API as specwright understands it, in JSON
    Ir(Sources),
    /// Explain the code of a message, or list all codes
    Explain {
        /// A code such as `dangling-reference`
        code: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct Sources {
    /// Documents, pages, folders of them, or URLs
    #[arg(required = true, value_name = "SOURCE")]
    pub(crate) sources: Vec<PathBuf>,
    /// A configuration file; its `[crates.NAME]` of the crate's name applies, but for its `sources`
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Which API is meant, where a folder holds several: its name, title or file
    #[arg(long, value_name = "NAME")]
    pub(crate) api: Option<String>,
    /// The folder that references to other files must stay under [default: each source's own]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Take every warning as an error
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) network: Network,
}

#[derive(Args)]
#[command(next_help_heading = "Sources on the network")]
pub(crate) struct Network {
    /// Which pages a source was made of; made when there is none
    #[arg(long, value_name = "FILE", default_value = "specwright.lock")]
    pub(crate) lock: PathBuf,
    /// Where fetched pages are kept, and what earlier runs did [default: the user's cache folder]
    #[arg(long, value_name = "DIR", env = "SPECWRIGHT_CACHE")]
    pub(crate) cache: Option<PathBuf>,
    /// Another host that an index may send to
    #[arg(long, value_name = "HOST")]
    pub(crate) allow_host: Vec<String>,
    /// Use what is in the cache, and fail where that is not enough
    #[arg(long)]
    pub(crate) offline: bool,
}

#[derive(Args)]
pub(crate) struct Update {
    /// URLs, or files called `llms.txt`
    #[arg(required = true, value_name = "SOURCE")]
    pub(crate) sources: Vec<PathBuf>,
    /// Show the changed lines
    #[arg(long)]
    pub(crate) diff: bool,
    #[command(flatten)]
    pub(crate) network: Network,
}

#[derive(Args)]
pub(crate) struct Gen {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// The folder to write; where the sources hold several APIs, a folder in it for each
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The crate's name; the folder's if none is given
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Where the runtime crate is; it is expected from a registry if this is not given
    #[arg(long, value_name = "DIR")]
    pub(crate) runtime_path: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// How messages are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Show the pages of a folder that hold no API, and why, instead of their number alone
    #[arg(long)]
    pub(crate) passed_over: bool,
    /// List the values of which the document says nothing, instead of their number alone
    #[arg(long)]
    pub(crate) untyped: bool,
}

#[derive(Args)]
pub(crate) struct Openapi {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// Add what the generated server answers by itself: its refusals, and bounds of integers
    #[arg(long)]
    pub(crate) as_served: bool,
}

/// How messages are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// As rustc does
    Human,
    /// A JSON object a line
    Json,
    /// Workflow commands, which show up beside the changed lines
    Github,
    /// SARIF 2.1.0
    Sarif,
}
