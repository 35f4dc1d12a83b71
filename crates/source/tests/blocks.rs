//! Pages of GitBook that hold operations in blocks of tags.

mod common;

use common::text;
use serde_json::json;
use specwright_source::{Format, Group};

const PAGE: &str = r#"# Pets

{% swagger method="post" path="/pets/:id/tags?dry=1" baseUrl="https://api.pets.test/v1" summary="Tags a pet" %}
{% swagger-description %}
Adds a **tag**.
{% endswagger-description %}

{% swagger-parameter in="path" name="id" type="String" %}
Of the pet
{% endswagger-parameter %}

{% swagger-parameter in="query" name="dry" required="true" %}

{% endswagger-parameter %}

{% swagger-parameter in="header" name="Authorization" required="true" %}
Of the form `Bearer <token>`
{% endswagger-parameter %}

{% swagger-parameter in="header" name="Content-Type" %}
Always application/json
{% endswagger-parameter %}

{% swagger-parameter in="body" name="name" type="String" required="true" %}
What it is called
{% endswagger-parameter %}

{% swagger-parameter in="body" name="weights" type="array[number]" %}

{% endswagger-parameter %}

{% swagger-response status="201: Created" description="" %}
```javascript
{ "id": 1 }
```
{% endswagger-response %}

{% swagger-response status="404" description="No such pet" %}
```javascript
{
    // Response
}
```
{% endswagger-response %}
{% endswagger %}
"#;

#[test]
fn a_block_is_an_operation() {
    let read = text("pets.md", PAGE);
    let servers = vec!["https://api.pets.test".to_owned()];
    let group = Group::Title { title: String::new(), servers };
    assert_eq!((read.entries[0].format, &read.entries[0].group), (Format::GitBook, &group));
    let tree = read.tree();
    assert_eq!(tree["servers"], json!([{"url": "https://api.pets.test"}]));
    let operation = &tree["paths"]["/v1/pets/{id}/tags"]["post"];
    assert_eq!(operation["summary"], "Tags a pet");
    assert_eq!(operation["description"], "Adds a **tag**.");
    assert_eq!(operation["tags"], json!(["Pets"]));
    assert_eq!(
        operation["parameters"],
        json!([
            {"name": "id", "in": "path", "required": true, "description": "Of the pet",
                "schema": {"type": "string"}},
            {"name": "dry", "in": "query", "required": true, "schema": {"type": "string"}},
            {"name": "Content-Type", "in": "header", "required": false,
                "description": "Always application/json", "schema": {"type": "string"}},
        ])
    );
    assert_eq!(operation["security"], json!([{"BearerAuth": []}]));
    assert_eq!(tree["components"]["securitySchemes"]["BearerAuth"]["scheme"], "bearer");
    assert_eq!(
        operation["requestBody"],
        json!({"required": true, "content": {"application/json": {"schema": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "description": "What it is called"},
                "weights": {"type": "array", "items": {"type": "number"}},
            },
        }}}})
    );
    assert_eq!(
        operation["responses"],
        json!({
            "201": {"description": "Created", "content": {"application/json":
                {"schema": {"type": "object"}, "example": {"id": 1}}}},
            "404": {"description": "No such pet", "content": {"application/json": {"schema": {}}}},
        })
    );
    assert_eq!((read.codes(), read.place()), (vec!["table-loss"; 2], (34, 1)));
}

#[test]
fn the_older_form_says_the_same() {
    let page = r#"# Pets

{% api-method method="post" host="https://api.pets.test" path="/pets/:pet\_id" %}
{% api-method-summary %}
Feeds a pet
{% endapi-method-summary %}
{% api-method-spec %}
{% api-method-request %}
{% api-method-path-parameters %}
{% api-method-parameter name="pet\_id" type="integer" required=true %}
{% endapi-method-parameter %}
{% endapi-method-path-parameters %}
{% api-method-form-data-parameters %}
{% api-method-parameter name="food" type="string" required=false %}
Whatever it likes
{% endapi-method-parameter %}
{% endapi-method-form-data-parameters %}
{% endapi-method-request %}
{% api-method-response %}
{% api-method-response-example httpCode=200 %}
{% api-method-response-example-description %}
Fed
{% endapi-method-response-example-description %}

```
["fish"]
```
{% endapi-method-response-example %}
{% endapi-method-response %}
{% endapi-method-spec %}
{% endapi-method %}
"#;
    let read = text("pets.md", page);
    assert!(read.diagnostics.is_empty(), "{}", read.messages());
    let operation = &read.tree()["paths"]["/pets/{pet_id}"]["post"];
    assert_eq!(operation["summary"], "Feeds a pet");
    let id =
        json!([{"name": "pet_id", "in": "path", "required": true, "schema": {"type": "integer"}}]);
    assert_eq!(operation["parameters"], id);
    let content = &operation["requestBody"]["content"]["multipart/form-data"];
    assert_eq!(content["schema"]["properties"]["food"]["description"], "Whatever it likes");
    let fed = json!({"description": "Fed", "content": {"application/json":
        {"schema": {"type": "array", "items": {}}, "example": ["fish"]}}});
    assert_eq!(operation["responses"], json!({ "200": fed }));
}

/// What is said of a block with these attributes and this inside.
fn said(attributes: &str, inside: &str) -> Vec<&'static str> {
    let page = format!("# Pets\n\n{{% swagger {attributes} %}}\n{inside}\n{{% endswagger %}}\n");
    let read = text("pets.md", &page);
    assert_eq!(read.entries.len(), 1, "{}", read.messages());
    read.codes()
}

#[test]
fn what_cannot_be_read_is_reported() {
    let get = r#"method="get" path="/pets" baseUrl="https://api.pets.test""#;
    assert!(said(get, "").is_empty());
    assert_eq!(
        said(r#"method="get" path="/pets" baseUrl="https://<host>/v1""#, ""),
        ["table-loss"]
    );
    assert_eq!(said(r#"method="get" path="/pets?action=list""#, ""), ["table-row"]);
    for (inside, code) in [
        (r#"{% swagger-parameter in="nowhere" name="a" %}"#, "table-row"),
        (r#"{% swagger-parameter name="a" %}"#, "table-row"),
        (r#"{% swagger-parameter in="query" name="a" type="Thing" %}"#, "table-type"),
        ("{% swagger-response status=\"nine\" %}", "table-row"),
        (
            "{% swagger-response status=\"204\" %}\n```\n{\"a\" 1}\n```\n{% endswagger-response %}",
            "page-example",
        ),
        (r#"{% swagger-parameter in="body" name="a" %}"#, "assumed-media-type"),
    ] {
        assert_eq!(said(get, inside), [code], "{inside}");
    }
    let twice = r#"{% swagger-parameter in="query" name="a" %}"#.repeat(2);
    assert_eq!(said(get, &twice), ["table-row"]);
    let listed = r#"{% endswagger %}{% swagger method="list" path="/a" %}
        {% swagger-parameter name="no" %}"#;
    assert_eq!(said(get, listed), ["table-row"]);
    let file = r#"{% endswagger %}{% swagger src="a.yaml" path="/a" method="get" %}
        {% swagger-parameter name="no" %}"#;
    assert_eq!(said(get, file), ["page-mismatch"]);
    assert_eq!(said(get, &format!("{{% endswagger %}}{{% swagger {get} %}}")), ["table-row"]);
}

#[test]
fn what_stands_inside_of_a_response_describes_it() {
    let page = r#"# Pets

{% api-method method="get" host="https://api.pets.test" path="/pets" %}
{% api-method-query-parameters %}
{% api-method-parameter name="a" %}
{% endapi-method-parameter %}
{% endapi-method-query-parameters %}
{% endapi-method %}

{% swagger method="get" path="/pets/:id" baseUrl="https://api.pets.test" %}
{% swagger-parameter name="b" %}
{% endswagger-parameter %}
{% swagger-parameter in="body" type="object" %}
{% endswagger-parameter %}
{% swagger-parameter in="query" name="c" type="array[integer(int64)]" %}
{% endswagger-parameter %}
{% swagger-response status="404" description="" %}
Gone for good
{% tabs %}
{% endtabs %}
{% endswagger-response %}
{% endswagger %}
"#;
    let read = text("pets.md", page);
    let get = &read.tree()["paths"]["/pets/{id}"]["get"];
    assert_eq!(get["responses"]["404"]["description"], "Gone for good");
    let items = json!({"type": "integer", "format": "int64"});
    let list = json!({"type": "array", "items": items});
    let list = json!([{"name": "c", "in": "query", "required": false, "schema": list}]);
    assert_eq!((&get["parameters"], get.get("requestBody")), (&list, None));
    assert_eq!(read.codes(), ["table-loss", "table-row", "table-row"]);
    assert!(read.messages().contains("no example shows what is in it"), "{}", read.messages());
}

#[test]
fn no_block_panics() {
    for cut in 0..PAGE.len() {
        if PAGE.is_char_boundary(cut) {
            text("pets.md", &PAGE[..cut]);
            text("pets.md", &PAGE[cut..]);
        }
    }
}

#[test]
fn names_types_and_examples_are_read_as_people_write_them() {
    let page = r#"# Pets

{% swagger method="get" path="/pets/:id base" baseUrl="https://api.pets.test" %}
{% endswagger %}

{% swagger method="get" path="/pets/{name} baseUrl="https://api.pets.test" summary="Of a name" %}
{% swagger-parameter in="path" name=":name" type="str" %}
{% endswagger-parameter %}
{% swagger-parameter in="header" name="Authorization" required="true" %}
Bearer {token}
{% endswagger-parameter %}
{% swagger-parameter in="query" name="kinds" type="String[]" %}
{% endswagger-parameter %}
{% swagger-parameter in="query" name="ids" type="List<int>" %}
{% endswagger-parameter %}
{% swagger-parameter in="query" type="name" %}
{% endswagger-parameter %}
{% swagger-response status="200" %}
```javascript
{
    "id": 1, // of the pet
    "url": "https://pets.test/\"/*a*/", /* its
    place */
    "tags": ["a", "b",],
}
```
{% endswagger-response %}
{% endswagger %}
"#;
    let read = text("pets.md", page);
    let get = &read.tree()["paths"]["/pets/{name}"]["get"];
    assert_eq!(get["summary"], "Of a name");
    assert_eq!(get["security"], json!([{"BearerAuth": []}]));
    let list = |item: &str| json!({"type": "array", "items": {"type": item}});
    assert_eq!(get["parameters"][0]["name"], "name");
    assert_eq!(get["parameters"][0]["schema"], json!({"type": "string"}));
    assert_eq!(get["parameters"][1]["schema"], list("string"));
    assert_eq!(get["parameters"][2]["schema"], list("integer"));
    let example = json!({"id": 1, "url": "https://pets.test/\"/*a*/", "tags": ["a", "b"]});
    let content = &get["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["example"], example);
    assert!(read.messages().contains("the parameter has no name"), "{}", read.messages());
    assert_eq!(read.codes(), ["table-loss", "table-row"]);
}

#[test]
fn names_with_dots_are_of_fields_in_fields() {
    let field = |name: &str, ty: &str, required: bool| {
        format!(
            "{{% swagger-parameter in=\"body\" name=\"{name}\" type=\"{ty}\" required=\"{required}\" %}}\n\
             About it\n{{% endswagger-parameter %}}\n"
        )
    };
    let fields = [
        field("owner.name", "string", true),
        field("owner.address.city", "string", false),
        field("owner", "object", false),
        field("tags[].id", "number", false),
        field("names[]", "string", false),
        field("v1.0 (old)", "string", false),
        field("by.name", "string", true),
    ];
    let page = |fields: &str| {
        format!(
            "# Pets\n\n{{% swagger method=\"post\" path=\"pets\" baseUrl=\"v1/\" %}}\n{fields}\
             {{% endswagger %}}\n"
        )
    };
    let read = text("pets.md", &page(&fields.concat()));
    let body = read.tree()["paths"]["/v1/pets"]["post"]["requestBody"].clone();
    assert_eq!(body["required"], true);
    let schema = &body["content"]["application/json"]["schema"];
    // A field that has a row of its own says itself whether it must be there.
    assert_eq!(schema["required"], json!(["by"]));
    let properties = &schema["properties"];
    let owner = &properties["owner"];
    assert_eq!((&owner["type"], &owner["description"]), (&json!("object"), &json!("About it")));
    assert_eq!(owner["required"], json!(["name"]));
    assert_eq!(owner["properties"]["address"]["properties"]["city"]["type"], "string");
    assert_eq!(properties["tags"]["items"]["properties"]["id"]["type"], "number");
    let text_list =
        json!({"type": "array", "items": {"type": "string"}, "description": "About it"});
    assert_eq!(properties["names"], text_list);
    assert_eq!(properties["v1.0 (old)"]["type"], "string");
    assert!(read.messages().contains("the name of this field is a path"));
    let form = fields[0].replace("in=\"body\"", "in=\"form-data\"");
    let tree = text("pets.md", &page(&form)).tree();
    let content = &tree["paths"]["/v1/pets"]["post"]["requestBody"]["content"];
    assert_eq!(content["multipart/form-data"]["schema"]["required"], json!(["owner.name"]));
}
