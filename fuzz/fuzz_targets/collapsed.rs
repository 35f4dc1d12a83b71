//! Words of OpenAPI in any order, without line breaks: a byte is a word of a vocabulary.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright_diagnostics::{Diagnostics, Sources, Style, human};
use specwright_source::{Input, read};

const WORDS: &[&str] = &[
    "info:",
    "title:",
    "version:",
    "paths:",
    "/a:",
    "get:",
    "post:",
    "responses:",
    "'200':",
    "default:",
    "description:",
    "content:",
    "application/json:",
    "schema:",
    "type:",
    "object",
    "string",
    "array",
    "items:",
    "properties:",
    "a:",
    "b:",
    "required:",
    "-",
    "$ref:",
    "'#/components/schemas/A'",
    "components:",
    "schemas:",
    "A:",
    "B:",
    "example:",
    "examples:",
    "value:",
    ">-",
    "|",
    "[]",
    "{}",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"",
    ":",
    "true",
    "false",
    "1",
    "null",
    "enum:",
    "oneOf:",
    "allOf:",
    "nullable:",
    "additionalProperties:",
    "parameters:",
    "name:",
    "in:",
    "query",
    "requestBody:",
    "security:",
    "servers:",
    "url:",
    "tags:",
    "x-a:",
    "x-apidog-orders:",
    "x-apidog-name:",
    "title",
    "word",
    "#",
    "é",
    "````",
    "```",
    "headers:",
    "callbacks:",
    "operationId:",
    "summary:",
    "deprecated:",
    "format:",
    "not:",
    "anyOf:",
    "minItems:",
    "minProperties:",
    "readOnly:",
    "[a]",
    "#----",
    "-----",
    "path",
    "/b/{id}:",
    "'{$request.body#/u}':",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((head, rest)) = bytes.split_first() else { return };
    let words = rest.iter().take(600).map(|byte| WORDS[*byte as usize % WORDS.len()]);
    let body = words.collect::<Vec<_>>().join(" ");
    let text = match head % 4 {
        0 => format!("openapi: 3.0.3 {body}"),
        1 => format!("# T ## OpenAPI ````yaml get /a openapi: 3.1.0 {body} ````"),
        2 => format!(
            "# T Reference: https://a.test ## OpenAPI Specification ```yaml openapi: 3.1.0 {body} ``` ## SDK Code Examples ```json {{\"a\": {{\"b\": 1}}}} ```"
        ),
        _ => format!(
            "# T ## OpenAPI Specification ```yaml openapi: 3.0.1 {body} x-apidog-name: a ```"
        ),
    };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let entries =
        read(&mut sources, Input { path: "input".into(), bytes: text.into() }, &mut diagnostics);
    assert!(!entries.is_empty() || diagnostics.has_errors(), "neither API nor reason");
    let _ = human(&sources, &diagnostics, Style::Plain);
});
