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

    /// A value is of another kind, and it is clear what is meant.
    COERCED "coerced-value" Warning
    "YAML reads `version: 1.0` as a number and `default: no` as a boolean where a string is \
     meant, and documents quote numbers. Such a value is read as what is meant. Put strings in \
     quotes, and take those of numbers and booleans away. The values of `enum` and `default` are read as what \
     the `type` beside them says. So is a list of tags among the tags, and an object with a `value` \
     where `enum` lists strings or numbers. A schema in the place of the name of its type, \
     `type: {type: string}`, is read as if it stood in `allOf`, where nothing beside it says that a \
     property called `type` has slipped out of `properties`."

    /// A `null` where nothing is meant.
    NULL_VALUE "null-value" Warning
    "A key that is written without a value holds `null`, which few keys of OpenAPI admit. It is \
     read as if the key were not there."

    /// A word that is not in its set.
    UNKNOWN_WORD "unknown-word" Error
    "Some keys hold one word of a closed set, such as `in: query` or `style: form`. Another \
     word has no meaning, and a letter in the wrong case makes another word. A security scheme of \
     another type that says `bearer` or `basic` is read as one of type `http`."

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
     read as the version that has it reads it, for what is meant is clear; so is a security scheme \
     of type `mutualTLS`. Elsewhere it is passed over."

    /// A key that says nothing here.
    IDLE_KEY "idle-key" Warning
    "The key is legal, but has no effect beside the others: the `scheme` of a security scheme \
     of type `apiKey`, for one."

    /// Something required is missing.
    MISSING_KEY "missing-key" Error
    "The specification requires the key. Where it can be done without, as the `version` of an \
     API, this is a warning that says what is taken instead."

    /// One of several responses of a status.
    FURTHER_RESPONSE "further-response" Warning
    "OpenAPI has one response for each status. Tools whose users may describe several write the \
     others as extensions, `x-422:Not enough left` for one. They are read as one response, whose \
     body may be any of theirs, and whose headers may be missing where not all have them."

    /// A key of a map that breaks its rule.
    INVALID_KEY "invalid-key" Error
    "The keys of this object follow a rule: those of `responses` are status codes such as `404`, \
     ranges such as `4XX`, or `default`."

    /// A status code in lower case.
    STATUS_CASE "status-case" Warning
    "Ranges of status codes are written with capital letters: `4XX`."

    /// A path without a slash.
    INVALID_PATH "invalid-path" Error
    "A path is appended to the URL of the server. It begins with `/`, its braces match, and it \
     stands once in the document, however its characters are escaped."

    /// A name of a component with other characters.
    COMPONENT_NAME "component-name" Warning
    "Names of components consist of letters, digits, `.`, `_` and `-`, so that they need no \
     escapes in references. Other characters are printed as `_`; where two names become one by \
     that, the later gets a number. The types of schemas keep letters of any script."

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
     to a parameter, not to a schema. One in the place of a response or a request's body that leads \
     to a schema is read as one in JSON with this schema; something is a schema that says what a \
     schema says, such as `type` or `properties`, and nothing that only a response or body has."

    /// References in a circle.
    REFERENCE_CYCLE "reference-cycle" Error
    "The references lead to each other and never to a definition. (A schema that contains itself \
     in a property or in the items of a list is no such cycle.)"

    /// A reference where none may be.
    MISPLACED_REFERENCE "misplaced-reference" Warning
    "The specification says where a Reference Object may stand in place of an object; this is no \
     such place. It is followed all the same."

    /// A pointer that does not begin as pointers do.
    REFERENCE_SYNTAX "reference-syntax" Warning
    "Behind the `#` of a reference stands a JSON pointer, which begins with `/`, or the name of an \
     anchor, which has none: `#/definitions/Pet`, and not `#definitions/Pet`."

    /// Keys beside a reference.
    REFERENCE_SIBLINGS "reference-siblings" Warning
    "Before OpenAPI 3.1 a `$ref` stands alone, and what stands beside it is to be ignored. \
     Documents that have `nullable` or a description there mean it, so in schemas they are read \
     as if the reference stood in `allOf` beside them. Write it so."

    /// `nullable` in a part of `allOf`.
    NULLABLE_PART "nullable-part" Warning
    "A value is what all parts of `allOf` say, so one part alone cannot admit null. Documents \
     that have a part with `nullable` and no type mean the whole, and are read so. Write \
     `nullable` beside `allOf`."

    /// Two components of one name.
    COMPONENT_COLLISION "component-collision" Warning
    "What is referred to in other files, or inside of other objects, is given a name among the \
     components of the whole, made from where it stands. Another component has that name \
     already, so this one gets a number behind it."

    /// A style that its place does not have.
    STYLE "parameter-style" Warning
    "Each place of a parameter has its styles: `path` has `simple`, `label` and `matrix`; `query` \
     has `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`; `header` has `simple`; \
     `cookie` has `form`. Another style is read as the first of these. In bodies, forms alone have \
     styles; that OpenAPI 3.1 gives them to the parts of `multipart/form-data` too is not heeded."

    /// A schema and a content.
    SCHEMA_OR_CONTENT "schema-or-content" Error
    "A parameter or header is described by `schema`, or by `content` with exactly one media type \
     that says how its value is written. With both, or several media types, it is not clear \
     how."

    /// Neither a schema nor a content.
    NO_SCHEMA "no-schema" Warning
    "A parameter needs `schema` or `content`, and a media type `schema`. Where the type stands beside \
     the name, as OpenAPI 2.0 has it, that is read as the schema. A parameter without any of these \
     admits every value, as text."

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

    /// A path parameter that is not declared.
    UNDECLARED_PARAMETER "undeclared-parameter" Warning
    "Every name in braces of a path is declared as a parameter in `path`, by the path item or by \
     each operation. One that is not is read as a string."

    /// A path parameter that the path does not have.
    UNUSED_PATH_PARAMETER "unused-path-parameter" Warning
    "A parameter in `path` stands in braces in the path; where it does not, its value cannot be \
     sent, and it is passed over. Often the two names differ by a letter."

    /// A path parameter that may be left out.
    OPTIONAL_PATH_PARAMETER "optional-path-parameter" Error
    "A request without a parameter of its path would go to another path, so each of them has \
     `required: true`."

    /// A name twice in one path.
    REPEATED_PLACEHOLDER "repeated-placeholder" Warning
    "A name in braces should stand once in a path. Where it stands twice, the one value of the \
     parameter is in both places."

    /// Two paths for the same requests.
    AMBIGUOUS_PATH "ambiguous-path" Warning
    "Two paths that differ in the names of their parameters alone admit the same requests. A \
     server takes the first one that has the method of the request."

    /// A query or fragment in a path.
    PATH_CHARACTERS "path-characters" Warning
    "A path holds neither a query (`?`) nor a fragment (`#`), and its parameters stand in braces. A \
     query is sent with all requests, and its templates are parameters in `query`; a fragment is \
     sent nowhere. Operations of one path are told apart by required parameters in `query` or `header` \
     that can have but one value."

    /// A parameter twice.
    DUPLICATE_PARAMETER "duplicate-parameter" Error
    "A parameter is known by its name and its place, and stands once in a list of parameters. \
     Names of headers do not differ by case."

    /// A header that is no parameter.
    RESERVED_HEADER "reserved-header" Warning
    "Header parameters called `Accept`, `Content-Type` or `Authorization` are to be ignored, says \
     the specification: media types and security schemes describe them. Where a scheme does describe \
     the credentials of an operation, nothing is lost, and nothing is said. `Host`, `Content-Length` and \
     `Transfer-Encoding` are passed over too: they frame a request (RFC 9112, section 6) or say where it \
     goes, and one whose headers say something else than what is sent is refused, or misread."

    /// A credential as a parameter.
    CREDENTIAL_PARAMETER "credential-parameter" Warning
    "What a security scheme of the type `apiKey` sends, under its name and in its place, is no \
     parameter of the operations that require the scheme: it would be sent twice. The credential \
     is given to the client once."

    /// A name that HTTP does not admit.
    FIELD_NAME "field-name" Warning
    "Names of headers and cookies consist of letters, digits and a few signs. A request with \
     another one cannot be sent."

    /// Two operations of one name.
    DUPLICATE_OPERATION "duplicate-operation-id" Warning
    "An `operationId` names one operation of the document. The first one keeps the name; the \
     later one gets another, made from its method and path."

    /// Nothing to generate.
    NOTHING_THERE "nothing-there" Warning
    "The document is sound, but describes no operation and no schema, so nothing comes of it."

    /// A body where HTTP has none.
    UNUSUAL_BODY "unusual-body" Warning
    "HTTP gives a body no meaning in requests of this method; proxies and servers may drop it or \
     refuse the request. It is sent and read all the same, since the document says so."

    /// A header twice.
    DUPLICATE_HEADER "duplicate-header" Warning
    "Names of headers do not differ by case: both stand for the same one."

    /// A security scheme that is not there.
    UNKNOWN_SCHEME "unknown-security-scheme" Warning
    "A security requirement names a scheme of `components.securitySchemes` (2.0: \
     `securityDefinitions`). Without the scheme it is not known what to send or to check. \
     Passing over the requirement would open the operation to everybody, so a bearer token is \
     asked for."

    /// A scheme of HTTP that is not registered.
    HTTP_SCHEME "http-scheme" Warning
    "The `scheme` of a security scheme of type `http` is one of those registered for the \
     `Authorization` header, such as `basic` and `bearer`. With another one the credentials are \
     sent behind its name as they are given."

    /// Text that is no URL.
    INVALID_URL "invalid-url" Warning
    "A URL was expected. It is kept as it is."

    /// A value twice.
    DUPLICATE_VALUE "duplicate-value" Warning
    "A list such as `enum` or `required` holds each value once. The repetition has no effect."

    /// A pattern that no value can be held to.
    INVALID_PATTERN "invalid-pattern" Warning
    "A `pattern` is a regular expression of ECMA-262. One whose brackets do not match, or that ends in \
     a backslash, is none, and no value is held to it."

    /// A value that is not of the type beside it.
    MISTYPED_VALUE "mistyped-value" Warning
    "A default, or a value in `enum`, does not fit what stands beside it: it is of another type, \
     not among the values listed, or outside of the limits. What leaves it out gets what may not be \
     sent. One of another type, or not among the values, is passed over where it would be used."

    /// A list of nothing known.
    NO_ITEMS "no-items" Warning
    "A schema with `type: array` says in `items` what the list holds. Without it anything may."

    /// A required name that is no property.
    REQUIRED_UNKNOWN "required-unknown" Warning
    "`required` names a property that `properties` does not describe. A value must have it, but \
     nothing is known about it; often the name is misspelt. Where it is required under a condition (`if`, \
     `anyOf`, `dependentRequired` ...) a server asks for it, and a client built of the generated types cannot \
     send it: describe it, or admit further properties."

    /// A range without a value.
    EMPTY_RANGE "empty-range" Warning
    "The lower limit is above the upper one, so that no value fits."

    /// A schema without a finite value.
    NO_FINITE_VALUE "no-finite-value" Warning
    "The schema requires a value of its own kind, directly or by way of others, so that every \
     value would contain another without end. Recursion needs a way out: a property that is \
     optional or nullable, a list that may be empty, or another branch of a union."

    /// Schemas that are composed of each other alone.
    COMPOSITION_CYCLE "composition-cycle" Error
    "The schema says by `allOf`, `anyOf`, `oneOf` or `$ref` that it is what another schema is, and \
     that leads back to it. Nothing on the way says what a value is, so no type can be made."

    /// A separator that its place does not have.
    COLLECTION_FORMAT "collection-format" Error
    "`collectionFormat: multi` repeats a parameter, which can be done in `query` and `formData` \
     alone."

    /// A parameter without a name.
    NAMELESS_PARAMETER "nameless-parameter" Warning
    "A parameter without a name cannot be sent, and is passed over. Perhaps a `$ref` leads to \
     something that is no parameter."

    /// Two operations that should be one.
    CONFLICTING_OPERATIONS "conflicting-operations" Warning
    "Several documents, as the pages of one API, describe the same method and path, and not in \
     the same way. The operation of the newest `info.version` is taken, or of the first document \
     where the versions are equal."

    /// One operation, described for each kind of its body.
    JOINED_OPERATIONS "joined-operations" Warning
    "Several documents, as the pages of one API, describe the same method and path, each for a body of \
     its own kind, which a constant property tells: a page for each model of one endpoint. The \
     operation takes any of these bodies; its names, responses and the like are those of the first."

    /// Two components that should be one.
    CONFLICTING_COMPONENTS "conflicting-components" Warning
    "Several documents, as the pages of one API, have a component of this name, and not the same \
     one. The component of the newest `info.version` is taken, or of the first document where the \
     versions are equal. Operations of the other documents use it too."
}
