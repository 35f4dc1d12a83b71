//! The rules that diagnostics of this crate are about, for `specwright explain`.

use specwright_diagnostics::{Code, Severity};

macro_rules! codes {
    ($($(#[$doc:meta])* $ident:ident $name:literal $severity:ident $explanation:literal)*) => {
        $(
            $(#[$doc])*
            pub static $ident: Code = Code {
                name: $name,
                severity: Severity::$severity,
                explanation: $explanation,
            };
        )*

        /// All of them.
        pub static ALL: &[&Code] = &[$(&$ident),*];
    };
}

codes! {
    /// The file is not an OpenAPI document.
    NOT_OPENAPI "not-openapi" Error
    "The root of a document names the version of OpenAPI it is written in: `openapi: 3.1.0`, or \
     `swagger: \"2.0\"`. Without it, or with both, nothing else in the document can be \
     understood."

    /// The version is not known.
    UNKNOWN_VERSION "unknown-version" Error
    "Versions 2.0, 3.0, 3.1 and 3.2 of OpenAPI can be read, whatever their patch version. \
     Another version may have another grammar, so none is guessed."

    /// The document is nested too deep.
    TOO_DEEP "too-deep" Error
    "A document may be nested 256 levels deep. The limit protects against documents made to \
     exhaust the stack; sound ones rarely need forty."

    /// References would be copied too often.
    TOO_LARGE "too-large" Error
    "Path items and callbacks that are referred to are copied to each place that refers to \
     them, for OpenAPI 3.0 has no components of their kind. Where they refer to each other the \
     copies can multiply without bound; there is a limit, and this document exceeds it."

    /// A value is of the wrong kind.
    WRONG_KIND "wrong-kind" Error
    "The specification says for every key what kind of JSON value it holds: `parameters` a \
     list, `properties` an object. A value of another kind cannot be understood."

    /// A scalar is of another kind of scalar.
    COERCED "coerced-value" Warning
    "YAML reads `version: 1.0` as a number and `default: no` as a boolean where a string is \
     meant, and documents quote numbers. Such a value is read as what is meant. Put strings in \
     quotes, and take those of numbers and booleans away."

    /// A `null` where nothing is meant.
    NULL_VALUE "null-value" Warning
    "A key that is written without a value holds `null`, which few keys of OpenAPI admit. It is \
     read as if the key were not there."

    /// A word that is not in its set.
    UNKNOWN_WORD "unknown-word" Error
    "Some keys hold one word of a closed set, such as `in: query` or `style: form`. Another \
     word has no meaning, and a letter in the wrong case makes another word."

    /// A type that does not exist.
    UNKNOWN_TYPE "unknown-type" Error
    "`type` holds `string`, `number`, `integer`, `boolean`, `array` or `object`, since OpenAPI \
     3.1 also `null`, or a list of these. What else is meant belongs into `format`: \
     `type: string` with `format: uuid`."

    /// A type that is none, but is clear.
    TYPE_ALIAS "type-alias" Warning
    "`type` holds a word that is no type of OpenAPI but one of a programming language, such as \
     `long` or `float`. It is read as the type and format that it stands for."

    /// A key that no version knows.
    UNKNOWN_KEY "unknown-key" Warning
    "The object has a key that the specification does not give it in any version. It has no \
     effect; often it is misspelt or stands a level too high or too low. A key of your own \
     begins with `x-`."

    /// A key of another version.
    OTHER_DIALECT "other-dialect" Warning
    "The key, or the way it is written, belongs to another version of OpenAPI than the one the \
     document names: `nullable` in 3.1, a list of types in 3.0, `const` in 3.0. In schemas it is \
     read as the version that has it reads it, for what is meant is clear; elsewhere it is \
     passed over."

    /// A key that says nothing here.
    IDLE_KEY "idle-key" Warning
    "The key is legal, but has no effect beside the others: the `scheme` of a security scheme \
     of type `apiKey`, for one."

    /// Something required is missing.
    MISSING_KEY "missing-key" Error
    "The specification requires the key. Where it can be done without, as the `version` of an \
     API, this is a warning that says what is taken instead."

    /// A key of a map that breaks its rule.
    INVALID_KEY "invalid-key" Error
    "The keys of this object follow a rule: those of `responses` are status codes such as `404`, \
     ranges such as `4XX`, or `default`."

    /// A status code in lower case.
    STATUS_CASE "status-case" Warning
    "Ranges of status codes are written with capital letters: `4XX`."

    /// A path without a slash.
    INVALID_PATH "invalid-path" Error
    "A path is appended to the URL of the server and must begin with `/`."

    /// A name of a component with other characters.
    COMPONENT_NAME "component-name" Warning
    "Names of components consist of letters, digits, `.`, `_` and `-`, so that they need no \
     escapes in references. Other characters are read as `_`; where two names become one by \
     that, the later gets a number."

    /// A media type that is none.
    MEDIA_TYPE "media-type" Warning
    "The keys of `content` are media types such as `application/json`, or ranges such as \
     `text/*`. Another key is taken as it is, but nothing will be sent or received under it."

    /// A reference that leads nowhere.
    DANGLING "dangling-reference" Error
    "A `$ref` is a URI: an optional file, then `#` and a JSON pointer with `~1` for `/` and `~0` \
     for `~` in its segments, or the name of an anchor. Nothing was found at this one."

    /// A document that cannot be read.
    UNREADABLE "unreadable-reference" Error
    "The `$ref` names another document, and that could not be read: it does not exist, is not \
     YAML or JSON, lies outside of the folder of the source, or is on another host. Nothing is \
     fetched that was not given on the command line."

    /// A reference to something else.
    REFERENCE_KIND "reference-kind" Error
    "A reference leads to an object of the kind that its place holds: the `$ref` of a parameter \
     to a parameter, not to a schema."

    /// References in a circle.
    REFERENCE_CYCLE "reference-cycle" Error
    "The references lead to each other and never to a definition. (A schema that contains itself \
     in a property or in the items of a list is no such cycle.)"

    /// A reference where none may be.
    MISPLACED_REFERENCE "misplaced-reference" Warning
    "The specification says where a Reference Object may stand in place of an object; this is no \
     such place. It is followed all the same."

    /// Keys beside a reference.
    REFERENCE_SIBLINGS "reference-siblings" Warning
    "Before OpenAPI 3.1 a `$ref` stands alone, and what stands beside it is to be ignored. \
     Documents that have `nullable` or a description there mean it, so in schemas they are read \
     as if the reference stood in `allOf` beside them. Write it so."

    /// Two components of one name.
    NAME_COLLISION "name-collision" Warning
    "What is referred to in other files, or inside of other objects, is given a name among the \
     components of the whole, made from where it stands. Another component has that name \
     already, so this one gets a number behind it."

    /// A style that its place does not have.
    STYLE "parameter-style" Warning
    "Each place of a parameter has its styles: `path` has `simple`, `label` and `matrix`; `query` \
     has `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`; `header` has `simple`; \
     `cookie` has `form`. Another style is read as the first of these."

    /// A schema and a content.
    SCHEMA_OR_CONTENT "schema-or-content" Error
    "A parameter or header is described by `schema`, or by `content` with exactly one media type \
     that says how its value is written. With both, or several media types, it is not clear \
     how."

    /// Neither a schema nor a content.
    NO_SCHEMA "no-schema" Warning
    "A parameter needs `schema` or `content`. Without them any value is admitted, as text."

    /// An `enum` without values.
    EMPTY_ENUM "empty-enum" Warning
    "An `enum` that lists no value admits none. It is read as if it were not there."

    /// `required` as a flag.
    REQUIRED_FLAG "required-flag" Warning
    "`required: true` inside of a property is how older drafts of JSON Schema wrote it. In \
     OpenAPI `required` is a list, and stands in the schema that has the properties."

    /// A file that is no field of a form.
    FILE_PARAMETER "file-parameter" Error
    "In Swagger 2.0 a file is sent as a parameter in `formData` of `type: file`. A parameter in \
     `body` has a `schema` instead of a `type`; other places hold text."

    /// Several bodies.
    SEVERAL_BODIES "several-bodies" Error
    "A request of Swagger 2.0 has either one parameter in `body` or any number in `formData`. \
     Which of several bodies is sent is not clear."
}
