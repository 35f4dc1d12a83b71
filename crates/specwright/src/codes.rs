//! The rules about files and configuration.

use specwright_diagnostics::{Code, Severity};

macro_rules! codes {
    ($($NAME:ident = $name:literal, $severity:ident, $explanation:literal;)*) => {
        $(
            #[doc = $explanation]
            pub static $NAME: Code =
                Code { name: $name, severity: Severity::$severity, explanation: $explanation };
        )*

        /// All of them.
        pub static ALL: &[&Code] = &[$(&$NAME),*];
    };
}

codes! {
    UNREADABLE_FILE = "unreadable-file", Error,
        "A file or folder that was named cannot be read: it is missing, or may not be read.";
    NO_SOURCES = "no-sources", Error,
        "None of the sources holds an API. A source is an OpenAPI document in YAML or JSON, a \
         page of documentation in Markdown, or a folder of such files.";
    OUTSIDE_REFERENCE = "outside-reference", Error,
        "A `$ref` leads to a file outside of the folder of the document that was named, or to \
         another host. A document is untrusted input, so such references are not followed. Copy \
         the file into the folder, or name the folder above as the source.";
    INVALID_CONFIG = "invalid-config", Error,
        "The configuration does not parse, or has a key that it does not know.";
    NAME_COLLISION = "name-collision", Warning,
        "Two items of the document have the same name in Rust. The first in document order keeps \
         it, the later one gets a number.";
    UNUSED_ACCEPTANCE = "unused-acceptance", Warning,
        "The configuration accepts a warning that no longer occurs, of a code or at a place. Remove it \
         from `accept`.";
    UNDESCRIBED = "undescribed", Warning,
        "Pages of a folder name operations and leave the description to a document, from which their \
         site shows it. It is not among the sources, so these operations are missing. Add the \
         document: a site's settings (`docs.json`, `mint.json`) or the page say where it is.";
    SEVERAL_APIS = "several-apis", Error,
        "The sources hold several APIs, and this is about one. Documents of a folder belong \
         together when their pages name the same file of the same host, else when they have the \
         same title and servers. `--api`, or `api` in the configuration, names one of them; \
         `specwright gen` without it writes a crate for each.";
    NOT_FETCHED = "not-fetched", Error,
        "A source is a URL or an index of pages, and something of it is not here: it could not be \
         fetched, the network is not to be used (`--offline`) and the cache does not have it, or \
         the run was of a kind that never uses the network, as a build script is.";
    CHANGED_UPSTREAM = "changed-upstream", Error,
        "A page is no longer what the lock file says, and the cache does not have it as it was. \
         `specwright update` shows what is different and brings the lock file up to date.";
    LINK_PASSED_OVER = "link-passed-over", Warning,
        "An index lists a page that is not used: it is on another host (`--allow-host` admits \
         one), is not there, or is no text. Nothing is fetched that an index does not list, and \
         redirects to other hosts are not followed.";
    LOCK_FILE = "lock-file", Error,
        "The lock file, or the cache of what was fetched, cannot be read or written. The lock \
         file says which pages a source was made of; delete it to fetch them as they are now.";
}
