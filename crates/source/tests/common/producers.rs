//! Pages as the tools write them that put excerpts together.

use serde_json::Value;

use super::{flat, text};

/// Whether a page means what it did before it was collapsed; otherwise it is refused.
pub(crate) fn restored_page(page: &str) -> bool {
    let (whole, collapsed) = (text("a.md", page), text("a.md", &flat(page)));
    if collapsed.entries.is_empty() {
        eprintln!("{}", collapsed.messages());
        assert!(collapsed.codes()[0].starts_with("collapsed-"));
        return false;
    }
    assert_eq!(meant(collapsed.tree()), meant(whole.tree()), "{}", flat(page));
    true
}

/// What a document says besides its documentation.
fn meant(tree: Value) -> Value {
    match tree {
        Value::Array(items) => items.into_iter().map(meant).collect(),
        Value::Object(map) => {
            let means = |key: &str| !key.starts_with("x-") && key != "description";
            let kept = map.into_iter().filter(|(key, _)| means(key));
            kept.map(|(key, value)| (key, meant(value))).collect()
        }
        other => other,
    }
}

/// A page of Fern with an operation's keys behind its summary, and the document's behind its paths.
pub(crate) fn fern(operation: &str, document: &str) -> String {
    format!(
        "# List

GET https://api.test/pets

Lists pets.

Reference: https://docs.test/pets

## OpenAPI Specification

```yaml
openapi: 3.1.0
info:
  title: api
  version: 1.0.0
paths:
  /pets:
    get:
      operationId: list
      summary: List
{operation}{document}
```

## SDK Code Examples

```python
import requests
```
"
    )
}

/// The same, with these schemas, to the last of which its response refers.
pub(crate) fn fern_schemas(last: &str, schemas: &str) -> String {
    let responses = format!(
        "      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{last}'
"
    );
    fern(&responses, &format!("components:\n  schemas:\n{schemas}"))
}

/// Responses that say nothing.
pub(crate) const NONE: &str = "      responses:\n        '204':\n          description: None\n";

/// A page of Apidog, with an operation's keys behind its tags, and components.
pub(crate) fn apidog(operation: &str, schemas: &str) -> String {
    format!(
        "# Add

## OpenAPI Specification

```yaml
openapi: 3.0.1
info:
  title: ''
  description: ''
  version: 1.0.0
paths:
  /pets:
    post:
      summary: Add
      deprecated: false
      description: ''
      tags:
        - Pets
{operation}      x-apidog-folder: Pets
      x-apidog-status: released
components:
  schemas:{schemas}
  securitySchemes:
    bearer:
      type: http
      scheme: bearer
servers:
  - url: https://api.test
    description: Prod
security: []
```
"
    )
}

/// The same, with a response of this schema.
pub(crate) fn apidog_schema(schema: &str) -> String {
    let responses = format!(
        "      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
{schema}          headers: {{}}
          x-apidog-name: OK
      security: []
"
    );
    apidog(&responses, " {}")
}

/// A page of Mintlify of an operation at a path, with these keys.
pub(crate) fn mintlify(path: &str, operation: &str) -> String {
    format!(
        "# Get

## OpenAPI

````yaml /openapi.json get {path}
openapi: 3.0.3
info:
  title: T
  version: '1'
servers:
  - url: https://api.test
security: []
paths:
  {path}:
    get:
      summary: Get
{operation}components: {{}}

````
"
    )
}
