//! The catalogue of what this stage reports.

use specwright_diagnostics::{Code, Severity};

macro_rules! codes {
    ($($(#[$doc:meta])* $ident:ident = $severity:ident $name:literal: $explanation:literal;)*) => {
        $(
            $(#[$doc])*
            pub static $ident: Code = Code {
                name: $name,
                severity: Severity::$severity,
                explanation: $explanation,
            };
        )*

        /// All codes of this stage.
        pub static ALL: &[&Code] = &[$(&$ident),*];
    };
}

codes! {
    /// A file of nothing but white space.
    EMPTY_INPUT = Error "empty-input":
        "The file holds nothing but white space or comments. A download that failed often leaves \
        such a file: fetch it again, or take it off the list of sources.";
    /// Bytes that are no text.
    NOT_TEXT = Error "not-text":
        "A source is read as UTF-8, with or without a byte order mark, or as UTF-16 with one. \
        The bytes at the place shown are neither, or hold a NUL byte, which no YAML, JSON or \
        Markdown may contain. Save the file as UTF-8.";
    /// A limit on size, depth or expansion.
    LIMIT = Error "limit":
        "Documents are untrusted input, so what they may cost is bounded: 128 MiB of text, 128 \
        levels of nesting, and as many nodes and bytes of text as four times the file (aliases \
        that multiply reach that, ordinary ones never). Split the document, or replace the \
        aliases by `$ref`.";
    /// YAML that does not parse.
    YAML_SYNTAX = Error "yaml-syntax":
        "The text is not YAML. The message is the parser's; the excerpt shows where it gave up, \
        and often the fault stands on the line before: a missing colon or quote, a tab, or a line \
        indented differently from its neighbours. A plain value that contains `: ` or ` #` needs \
        quotes.";
    /// JSON that does not parse.
    JSON_SYNTAX = Error "json-syntax":
        "The text begins like JSON and is neither JSON nor YAML. The message is the parser's; the \
        excerpt shows where it gave up. A text that ends too early is usually a download that was \
        cut off.";
    /// A file of JSON that is none.
    LOOSE_JSON = Warning "loose-json":
        "The file is called `.json` and holds something else, as a comment or a comma too many. It is \
        read as YAML, which allows these; most tools refuse it. The excerpt shows where a parser of \
        JSON gives up.";
    /// A key twice in one object.
    DUPLICATE_KEY = Warning "duplicate-key":
        "An object has a key twice. YAML forbids it and JSON leaves open what it means; most \
        tools silently take the last value, and so does this one. Remove one of the two.";
    /// A YAML tag of the document's own.
    UNKNOWN_TAG = Warning "unknown-tag":
        "A value carries a YAML tag of the document's own (`!thing`). OpenAPI has none, so the \
        tag is passed over and the value is read as if it were not there.";
    /// `<<` that does not merge.
    INVALID_MERGE = Warning "invalid-merge":
        "A merge key `<<` holds something other than a mapping or a list of mappings. It is \
        passed over.";
    /// Several documents in one YAML stream.
    SEVERAL_DOCUMENTS = Warning "several-documents":
        "The YAML stream holds several documents, separated by `---`. The first is read. Put each \
        API into a file of its own.";
    /// A file in which no API was found.
    NO_API = Error "no-api":
        "The file is text, but nothing in it is an API description that is known here: an OpenAPI \
        2.0 or 3.x document (a root key `openapi` or `swagger`), a Markdown page that embeds one \
        in a code fence (Mintlify, Fern, Apidog, ReadMe, GitBook), or a page of endpoint tables \
        (Apifox, widdershins) or blocks (GitBook). A page that names operations of a file and \
        leaves their description to it is none of these; the file is. Of a folder of pages such \
        files are passed over and counted.";
    /// A format that is known and not read.
    UNSUPPORTED_FORMAT = Error "unsupported-format":
        "The page is of a known format that does not describe an HTTP API in OpenAPI: AsyncAPI \
        describes message channels; or it is an older page of Mintlify, whose excerpt has lost its \
        line breaks, or one that people wrote in components. Fetch the page again, or use the vendor's OpenAPI file.";
    /// Something that an excerpt leaves out.
    EXCERPT_LOSS = Warning "excerpt-loss":
        "A page holds of the vendor's document what its site thought that one operation needs. Sites \
        leave out schemas that only a discriminator leads to, and some that they refer to. Older pages \
        of Mintlify hold an excerpt of its own, which lacks the flows of OAuth 2.0 and how OpenID Connect \
        is found too. The message says what was assumed.";
    /// A page that ends inside its document.
    PAGE_CUT = Warning "page-cut":
        "The page ends before the code fence with its document does, so the document may lack its \
        end. What is missing shows as dangling references, if at all. Fetch the page again.";
    /// UTF-16.
    UTF_16 = Warning "utf-16":
        "The file is UTF-16. It is read, but other tools may not: save it as UTF-8.";
    /// A page that says one thing in its frame and another in its document.
    PAGE_MISMATCH = Warning "page-mismatch":
        "The page announces an operation (in the first line of its code fence, or above it) that \
        the document on it does not contain. The document is used as it stands.";
    /// A media type that a table page does not state.
    ASSUMED_MEDIA_TYPE = Warning "assumed-media-type":
        "Pages of tables do not state the media type of a body; it is told from the example \
        beside the table. Where there is no example, `application/json` is assumed.";
    /// A table row that cannot be placed.
    TABLE_ROW = Warning "table-row":
        "A row of a parameter or schema table cannot be placed: it nests deeper than the row \
        before it allows, or lacks a name or a type. What can be kept of it is kept; the message \
        says how.";
    /// A type in a table that is not known.
    TABLE_TYPE = Warning "table-type":
        "The type cell of a table row holds something other than a type, a list of one, or a link \
        to a schema. Any value is accepted in its place.";
    /// A link to a schema the page does not have.
    TABLE_REFERENCE = Warning "table-reference":
        "A table links to a schema that has no section, neither on the page nor on another of the same \
        sources. Any value is accepted in its place.";
    /// Something tables cannot express.
    TABLE_LOSS = Warning "table-loss":
        "Tables of this format cannot say everything that OpenAPI can: constraints are lost, \
        variants of a request body are listed without saying whether one or several may match, \
        and a list of lists names only its outer level. The message says what was assumed.";
    /// An example on a page that is not what it should be.
    PAGE_EXAMPLE = Warning "page-example":
        "An example on the page is not the JSON it is announced as, so it is left out.";
    /// Collapsed text that allows no reading.
    COLLAPSED_SYNTAX = Error "collapsed-syntax":
        "The document's line breaks and indentation are lost. They are restored from the keys \
        that OpenAPI allows in each place, and at the place shown no reading is left: the text is \
        cut off or damaged, or it holds a key where OpenAPI has none. Fetch the page again, with \
        its line breaks.";
    /// Collapsed text that allows two readings.
    COLLAPSED_AMBIGUOUS = Error "collapsed-ambiguous":
        "The document's line breaks and indentation are lost, and what is left can be read in two \
        ways that mean different things. Nothing on the page decides between them, so neither is \
        taken. Fetch the page again, with its line breaks. Where it cannot be had with them, say which \
        is meant as YAML does on one line: an object in braces, `owner: {type: object, nullable: true}`, \
        and a text in quotes.";
    /// Collapsed text that allows two readings of documentation.
    COLLAPSED_DOCUMENTATION = Warning "collapsed-documentation":
        "The document's line breaks and indentation are lost, and it cannot be told to which of \
        two objects a description, a title, an example or an extension belongs. It does not \
        change what is generated but for its documentation; the inner object gets it.";
}
