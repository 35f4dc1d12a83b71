//! The kinds of objects that OpenAPI documents are made of.

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $title:literal, $article:literal;)*) => {
        /// A kind of object. One kind serves all dialects; what it holds in each, or whether it
        /// is reached at all, is a matter of the fields.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Kind] = &[$(Kind::$name),*];

            /// Its name in messages: "path item".
            pub fn name(self) -> &'static str {
                match self { $(Kind::$name => $title,)* }
            }

            /// Its name with an article: "a path item".
            pub fn with_article(self) -> &'static str {
                match self { $(Kind::$name => concat!($article, " ", $title),)* }
            }
        }
    };
}

kinds! {
    /// The OpenAPI Object (2.0: Swagger Object), root of a document.
    Document = "document", "a";
    /// Info Object.
    Info = "info", "an";
    /// Contact Object.
    Contact = "contact", "a";
    /// License Object.
    License = "licence", "a";
    /// Server Object (3.0).
    Server = "server", "a";
    /// Server Variable Object (3.0).
    ServerVariable = "server variable", "a";
    /// Components Object (3.0).
    Components = "components", "a set of";
    /// Paths Object.
    Paths = "paths", "an object of";
    /// Path Item Object.
    PathItem = "path item", "a";
    /// Operation Object.
    Operation = "operation", "an";
    /// External Documentation Object.
    ExternalDocs = "external documentation", "an";
    /// Parameter Object.
    Parameter = "parameter", "a";
    /// Items Object (2.0): what an array parameter or header is made of.
    Items = "items object", "an";
    /// Request Body Object (3.0).
    RequestBody = "request body", "a";
    /// Media Type Object (3.0).
    MediaType = "media type", "a";
    /// Encoding Object (3.0).
    Encoding = "encoding", "an";
    /// Responses Object.
    Responses = "responses", "an object of";
    /// Response Object.
    Response = "response", "a";
    /// Callback Object (3.0).
    Callback = "callback", "a";
    /// Example Object (3.0; in 2.0 a map of media types to values).
    Example = "example", "an";
    /// Link Object (3.0).
    Link = "link", "a";
    /// Header Object.
    Header = "header", "a";
    /// Tag Object.
    Tag = "tag", "a";
    /// Reference Object.
    Reference = "reference", "a";
    /// Schema Object.
    Schema = "schema", "a";
    /// Discriminator Object (3.0).
    Discriminator = "discriminator", "a";
    /// XML Object.
    Xml = "XML object", "an";
    /// Security Scheme Object.
    SecurityScheme = "security scheme", "a";
    /// OAuth Flows Object (3.0).
    OAuthFlows = "set of OAuth flows", "a";
    /// OAuth Flow Object (3.0).
    OAuthFlow = "OAuth flow", "an";
    /// Security Requirement Object.
    SecurityRequirement = "security requirement", "a";
}
