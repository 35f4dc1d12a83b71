//! What examples on pages of tables say about bodies, and what is said of them.

mod common;

use common::tables::{FINE, HEAD};
use common::{Reading, text};
use serde_json::{Value, json};

/// A page with one operation.
fn operation(parts: &str) -> Reading {
    text("pets.md", &format!("# T\n\n## a\n\n`PUT /a`\n\n{parts}\n"))
}

fn put(read: &Reading) -> Value {
    read.tree()["paths"]["/a"]["put"].clone()
}

/// The content of the response 200 that is shown so and has these rows.
fn answer(examples: &str, rows: &str) -> (Value, Vec<&'static str>) {
    let rows = match rows {
        "" => String::new(),
        rows => format!("Status Code **200**\n\n{HEAD}{rows}"),
    };
    let read = operation(&format!(
        "> Example responses\n\n{examples}\n\n{FINE}|200|OK|Fine|Inline|\n\n{rows}"
    ));
    (put(&read)["responses"]["200"]["content"].clone(), read.codes())
}

#[test]
fn several_examples_are_of_the_only_response_that_may_have_some() {
    let two = "```json\n{\"id\": 1}\n```\n\n```json\n{\"error\": 2}\n```";
    let (content, codes) = answer(two, "|» id|integer|true|none|none|");
    assert_eq!(content["application/json"]["example"], json!({"id": 1}));
    assert_eq!(codes, [""; 0]);
    // Without a column of schemas, the rows say that there is a body.
    let read = operation(&format!(
        "> Example responses\n\n{two}\n\n|Status|Meaning|Description|\n|---|---|---|\n|200|OK|Fine|\n\
         |500|No|Bad|\n\nStatus Code **200**\n\n{HEAD}|» id|integer|true|none|none|\n"
    ));
    let responses = &put(&read)["responses"];
    assert_eq!(responses["200"]["content"]["application/json"]["example"], json!({"id": 1}));
    assert_eq!(responses["500"], json!({"description": "Bad"}));
    assert_eq!(read.codes(), [""; 0]);
}

#[test]
fn a_response_is_in_each_media_type_that_it_is_shown_in() {
    let both =
        "> 200 Response\n\n```xml\n<a/>\n```\n\n```json\n[{\"id\": 1}]\n```\n\n```json\nno\n```";
    let (content, codes) = answer(both, "|» id|integer|true|none|none|");
    let item = json!({
        "type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"],
    });
    let list = json!({"type": "array", "items": item});
    let expected = json!({
        "application/xml": {"schema": list},
        "application/json": {"schema": list, "example": [{"id": 1}]},
    });
    assert_eq!(content, expected);
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_sample_names_the_kind_of_json_that_is_shown() {
    let accept = |media: &str| {
        let read = operation(&format!(
            "> Code samples\n\n```http\nPUT /a HTTP/1.1\nAccept: {media}\n```\n\n> Example responses\n\n\
             > 200 Response\n\n```json\n{{}}\n```\n\n|Status|Meaning|Description|Schema|\n\
             |---|---|---|---|\n|200|OK|Fine|Inline|\n"
        ));
        let content = put(&read)["responses"]["200"]["content"].clone();
        content.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(accept("application/vnd.api+json"), ["application/vnd.api+json"]);
    assert_eq!(accept("text/csv"), ["application/json"]);
}

#[test]
fn without_rows_an_example_shows_a_list_or_an_object() {
    let shape = |example: &str, rows: &str| {
        let (content, codes) = answer(&format!("> 200 Response\n\n```json\n{example}\n```"), rows);
        let lost = if example.contains("id") { &["table-loss"][..] } else { &[] };
        assert_eq!(codes, lost);
        content["application/json"]["schema"].clone()
    };
    let list = |item: Value| json!({"type": "array", "items": item});
    assert_eq!(shape("[\"string\"]", ""), list(json!({"type": "string"})));
    assert_eq!(shape("[\"Rex\"]", ""), list(json!({})));
    assert_eq!(shape("[null]", " "), list(json!({})));
    assert_eq!(shape("{\"id\": 1}", " "), json!({"type": "object"}));
    assert_eq!(shape("{}", ""), json!({}));
    assert_eq!(shape("null", ""), json!({}));
    // A row with a mark is of the items of a list, if one is shown.
    assert_eq!(
        shape("[]", "|» *anonymous*|string|false|none|none|"),
        list(json!({"type": "string"}))
    );
    let (content, codes) = answer("", " ");
    assert_eq!(content["application/json"]["schema"], json!({}));
    assert_eq!(codes, ["table-loss", "assumed-media-type"]);
}

#[test]
fn a_schema_is_no_example() {
    let schema =
        "> 200 Response\n\n```json\n{\"type\": \"object\", \"properties\": {\"id\": {}}}\n```";
    let (content, codes) = answer(schema, "|» id|integer|false|none|none|");
    let expected = json!({"schema": {"type": "object", "properties": {"id": {"type": "integer"}}}});
    assert_eq!(content["application/json"], expected);
    assert_eq!(codes, ["page-example"]);
    let value = "> 200 Response\n\n```json\n{\"type\": \"object\", \"id\": 1}\n```";
    assert_eq!(answer(value, "|» id|integer|false|none|none|").1, [""; 0]);
}

#[test]
fn examples_of_several_kinds_show_any_value() {
    let list = "```json\n[{\"id\": 1}]\n```";
    let object = "```json\n{\"id\": 1}\n```";
    let schema = |one: &str, other: &str| {
        let (content, codes) = answer(&format!("> 200 Response\n\n{one}\n\n{other}"), "");
        (content["application/json"]["schema"].clone(), codes)
    };
    assert_eq!(schema(list, object), (json!({}), vec!["table-loss"]));
    assert_eq!(schema("```json\n{}\n```", list), (json!({}), vec!["table-loss"]));
    let any_object = (json!({"type": "object"}), vec!["table-loss"]);
    assert_eq!(schema(object, object), any_object);
    assert_eq!(schema(object, "```json\nnull\n```"), any_object);
    assert_eq!(schema(object, "```json\nno\n```"), any_object);
    let read =
        operation(&format!("> Body parameter\n\n{list}\n\n{object}\n\n{FINE}|200|OK|Fine|None|\n"));
    let content = &put(&read)["requestBody"]["content"]["application/json"];
    assert_eq!((&content["schema"], &content["example"]), (&json!({}), &json!([{"id": 1}])));
}

#[test]
fn parts_make_a_schema_without_a_type() {
    let codes = |example: &str| {
        let shown = format!("> 200 Response\n\n```json\n{example}\n```");
        answer(&shown, "|» pets|object|false|none|none|\n|»» id|string|false|none|none|").1
    };
    let properties = r#""properties": {"pets": {"type": "object", "properties": {}}}"#;
    assert_eq!(codes(&format!("{{{properties}}}")), ["page-example"]);
    assert_eq!(
        codes(&format!(r##"{{"allOf": [{{"$ref": "#/x"}}], {properties}}}"##)),
        ["page-example"]
    );
    for value in [r#"{"properties": {"pets": 1}}"#, r#"{"properties": {}, "allOf": []}"#] {
        assert_eq!(codes(value), [""; 0], "{value}");
    }
}

#[test]
fn a_row_with_a_mark_is_a_property_whatever_the_example_shows() {
    let rows = "|» data|object|true|none|none|\n|»» id|integer|true|none|none|";
    let data =
        json!({"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]});
    let whole = json!({"type": "object", "properties": {"data": data}, "required": ["data"]});
    for example in [r#"{"code": 400, "message": "no such page"}"#, r#"{"data": {"id": 1}}"#, "null"]
    {
        let (content, codes) = answer(&format!("> 200 Response\n\n```json\n{example}\n```"), rows);
        assert_eq!(content["application/json"]["schema"], whole, "{example}");
        assert_eq!(codes, [""; 0]);
    }
    let rows = "|body|body|object|true|none|\n|» data|body|object|true|none|\n|»» id|body|integer|true|none|";
    let (body, _) = request("```json\n{\"code\": 400}\n```", rows);
    assert_eq!(body["content"]["application/json"]["schema"], whole);
}

#[test]
fn an_example_shows_how_many_levels_a_row_ends() {
    let rows = "|» name|string|true|none|none|\n|» tables|[object]|false|none|none|\n\
        |»» columns|[object]|false|none|none|\n|»»» kind|string|false|none|none|\n\
        |»» id|string|true|none|none|\n|»» map|object|false|none|none|\n\
        |»»» **additionalProperties**|object|false|none|none|\n|»»»» x|integer|false|none|none|\n\
        |»»» after|string|false|none|none|";
    let shown = |example: &str, rows: &str| {
        answer(&format!("> 200 Response\n\n```json\n{example}\n```"), rows)
    };
    let tables = r#""name": "", "tables": [{"columns": [{"kind": "a"}]}]"#;
    let rest = r#""id": "", "map": {"one": {"x": 1}}, "after": """#;
    let (content, codes) = shown(&format!("[{{{tables}, {rest}}}]"), rows);
    let item = &content["application/json"]["schema"]["items"]["properties"];
    let names = |of: &Value| of.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(item), ["name", "tables", "id", "map", "after"]);
    assert_eq!(names(&item["tables"]["items"]["properties"]), ["columns"]);
    assert_eq!(names(&item["map"]["additionalProperties"]["properties"]), ["x"]);
    assert_eq!(codes, ["table-row"]);
    // The marks count where the example has the row there, or shows nothing of what it is in.
    for tables in [r#"[{"columns": [], "id": "", "map": {"after": ""}}]"#, "[]"] {
        let example = format!("[{{\"name\": \"\", \"tables\": {tables}, {rest}}}]");
        let (content, codes) = shown(&example, rows);
        let item = &content["application/json"]["schema"]["items"]["properties"];
        assert_eq!(names(item), ["name", "tables"], "{tables}");
        assert_eq!(codes, [""; 0]);
    }
    // Pages that take off as many marks as levels end are right about all of them.
    let exact = format!("{rows}\n|» last|string|false|none|none|");
    let (content, codes) = shown(&format!("[{{{tables}, {rest}}}]"), &exact);
    let item = &content["application/json"]["schema"]["items"]["properties"];
    assert_eq!((names(item), codes), (vec!["name".into(), "tables".into(), "last".into()], vec![]));
}

#[test]
fn an_example_shows_how_many_levels_a_row_of_a_request_or_a_schema_ends() {
    let rows = |place: &str, mark: &str| {
        let row = |marks: &str, name: &str, kind: &str| {
            format!("|{marks} {name}{place}|{kind}|false|none|none|\n")
        };
        let deep = [row(mark, "a", "object"), row(&format!("{mark}»"), "b", "object")];
        deep.concat()
            + &row(&format!("{mark}»»"), "c", "string")
            + &row(&format!("{mark}»"), "d", "string")
    };
    let example = r#"{"a": {"b": {"c": ""}}, "d": ""}"#;
    let read = operation(&format!(
        "> Body parameter\n\n```json\n{example}\n```\n\n|Name|In|Type|Required|Restrictions|Description|\n\
         |---|---|---|---|---|---|\n|body|body|object|true|none|none|\n{}\n{FINE}|200|OK|Fine|None|\n\n\
         # Schemas\n\n## Pet\n\n```json\n{example}\n```\n\n### Properties\n\n{HEAD}{}",
        rows("|body", "»"),
        rows("", "")
    ));
    let body = put(&read)["requestBody"]["content"]["application/json"]["schema"].clone();
    for schema in [&body, &read.tree()["components"]["schemas"]["Pet"]] {
        assert_eq!(schema["properties"]["d"]["type"], "string", "{schema:#}");
    }
    assert_eq!(read.codes(), ["table-row"]);
}

/// The request body that is shown so and has these rows.
fn request(shown: &str, rows: &str) -> (Value, Vec<&'static str>) {
    let read = operation(&format!(
        "> Body parameter\n\n{shown}\n\n|Name|In|Type|Required|Description|\n|---|---|---|---|---|\n{rows}\n\n\
         |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|204|OK|Fine|None|\n"
    ));
    (put(&read)["requestBody"].clone(), read.codes())
}

#[test]
fn a_body_that_is_only_shown_is_one() {
    let (body, codes) = request("```javascript\n{\"id\": 1}\n```", "|q|query|string|false|none|");
    let media = json!({"schema": {"type": "object"}, "example": {"id": 1}});
    assert_eq!(body, json!({"required": true, "content": {"application/json": media}}));
    assert_eq!(codes, ["table-loss"]);
    assert_eq!(request("```json\n```", ""), (Value::Null, vec![]));
}

#[test]
fn fences_without_a_language_are_json_or_a_form_or_text() {
    let of = |shown: &str, ty: &str| {
        let (body, _) = request(shown, &format!("|body|body|{ty}|true|none|"));
        body["content"].as_object().unwrap().keys().next().cloned().unwrap()
    };
    assert_eq!(of("```\nid: 1\n```", "object"), "application/x-www-form-urlencoded");
    assert_eq!(of("```\n[1]\n```", "[integer]"), "application/json");
    assert_eq!(of("```yaml\nstring\n```", "string"), "text/plain");
}

#[test]
fn rows_without_marks_are_parts_of_the_body_above_them() {
    let rows = "|id|path|string|true|none|\n|body|body|object|false|All|\n|name|body|string|true|none|\n\
                |tags|body|[string]|false|none|";
    let schema = json!({
        "type": "object",
        "properties": {"name": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}},
        "required": ["name"],
    });
    let (body, codes) = request("```json\n{\"name\": \"Rex\"}\n```", rows);
    assert_eq!(body["content"]["application/json"]["schema"], schema);
    assert_eq!(
        (body["required"].clone(), body["description"].clone()),
        (json!(false), json!("All"))
    );
    assert_eq!(codes, [""; 0]);
    let (body, _) = request("```json\n{\"body\": {}, \"name\": \"Rex\"}\n```", rows);
    let schema = &body["content"]["application/json"]["schema"];
    assert_eq!(schema["properties"]["body"], json!({"type": "object", "description": "All"}));
}

#[test]
fn values_that_are_listed_once_a_row_are_of_each_row_of_the_name() {
    let rows = "|» kind|string|false|none|none|\n|» owner|object|false|none|none|\n\
                |»» kind|string|false|none|none|\n";
    let kinds = |values: &[&str]| {
        let listed: String = values.iter().map(|value| format!("|kind|{value}|\n")).collect();
        let table =
            format!("{rows}\n#### Enumerated Values\n\n|Property|Value|\n|---|---|\n{listed}");
        let (content, codes) = answer("> 200 Response\n\n```json\n{}\n```", &table);
        let properties = content["application/json"]["schema"]["properties"].clone();
        let owner = &properties["owner"]["properties"]["kind"]["enum"];
        (properties["kind"]["enum"].clone(), owner.clone(), codes)
    };
    assert_eq!(kinds(&["a", "b", "a", "b"]), (json!(["a", "b"]), json!(["a", "b"]), vec![]));
    assert_eq!(kinds(&["a", "b", "c", "a"]), (Value::Null, Value::Null, vec!["table-loss"]));
    assert_eq!(kinds(&["a", "b", "a"]), (Value::Null, Value::Null, vec!["table-loss"]));
}

#[test]
fn a_row_of_the_type_that_a_list_is_of_is_its_item() {
    let rows = "|» pets|[[Pet](#schemapet)]|false|none|none|\n|»» A pet|[Pet](#schemapet)|false|none|none|\n\
                |»»» id|integer|true|none|none|";
    let (content, _) = answer("", rows);
    let item = json!({
        "type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"],
    });
    let pets = &content["application/json"]["schema"]["properties"]["pets"];
    assert_eq!(pets["items"], item);
}

/// The examples of the responses 200, 201 and 404 of an operation that shows these.
fn shown(examples: &str) -> (Vec<Value>, Vec<String>) {
    let rows =
        "|200|OK|Fine|Pet|\n|201|Created|Made|Pet|\n|204|None|Done|None|\n|404|None|Gone|Pet|\n";
    let schema = format!(
        "# Schemas\n\n<h2 id=\"tocS_Pet\">Pet</h2>\n\n{HEAD}|id|integer|false|none|none|\n"
    );
    let page = format!(
        "# T\n\n## a\n\n`GET /a`\n\n> Example responses\n{examples}\n\n{FINE}{rows}\n{schema}"
    );
    let read = text("pets.md", &page.replace("|Pet|", "|[Pet](#schemapet)|"));
    let responses = &read.tree()["paths"]["/a"]["get"]["responses"];
    let example =
        |status: &str| responses[status]["content"]["application/json"]["example"]["id"].clone();
    let codes = read.codes().into_iter().filter(|code| *code != "assumed-media-type");
    (["200", "201", "404"].map(example).to_vec(), codes.map(str::to_owned).collect())
}

#[test]
fn examples_without_a_status_are_of_what_they_are_called_after_or_stand_in_order() {
    let (json, xml) =
        (|id: usize| format!("\n```json\n{{\"id\": {id}}}\n```\n"), "\n```xml\n<a/>\n```\n");
    let in_order = format!("{}{xml}{}{xml}{}", json(1), json(2), json(3));
    assert_eq!(shown(&in_order), (vec![json!(1), json!(2), json!(3)], vec![]));
    let titled = format!("\n> Gone\n{}\n> 200 Response\n{}\n> Made\n{}", json(1), json(2), json(3));
    assert_eq!(shown(&titled), (vec![json!(2), json!(3), json!(1)], vec![]));
    let rest = format!("\n> Whatever\n{}\n> Gone\n{}{}", json(1), json(2), json(3));
    assert_eq!(shown(&rest).0[2], json!(2));
    let one = format!(">\n> 201 Response\n{}", json(1));
    assert_eq!(shown(&one), (vec![Value::Null, json!(1), Value::Null], vec![]));
    let few = format!("{}{}", json(1), json(2));
    assert_eq!(shown(&few), (vec![Value::Null; 3], vec!["table-loss".to_owned()]));
}

#[test]
fn a_body_that_is_shown_as_an_object_is_no_text() {
    let body = |example: &str| {
        let read = operation(&format!(
            "> Body parameter\n\n{example}\n\n|Name|In|Type|Required|Description|\n|---|---|---|---|---|\n\
             |body|body|string|false|none|\n"
        ));
        (put(&read)["requestBody"]["content"].clone(), read.codes())
    };
    let (content, codes) = body("```yaml\nname: Rex\nage: 3\n```");
    let media = &content["application/x-www-form-urlencoded"];
    assert_eq!(media["schema"], json!({"type": "object"}), "{content}");
    assert_eq!(codes, ["table-loss"]);
    let (content, codes) = body("```json\n[\"Rex\"]\n```");
    assert_eq!(content["application/json"]["schema"]["type"], "array", "{content}");
    assert_eq!(codes, ["table-loss"]);
    let (content, codes) = body("```json\n\"Rex\"\n```");
    assert_eq!(content["application/json"]["schema"], json!({"type": "string"}), "{content}");
    assert_eq!(codes, [""; 0]);
}

#[test]
fn the_only_row_of_a_body_may_be_of_its_property() {
    let body = |example: &str| {
        let read = operation(&format!(
            "> Body parameter\n\n```json\n{example}\n```\n\n|Name|In|Type|Required|Description|\n\
             |---|---|---|---|---|\n|token|body|string|true|Which|\n"
        ));
        assert!(read.diagnostics.is_empty(), "{}", read.messages());
        put(&read)["requestBody"]["content"]["application/json"]["schema"].clone()
    };
    let token = json!({"type": "string", "description": "Which"});
    let object = json!({"type": "object", "properties": {"token": token}, "required": ["token"]});
    assert_eq!(body("{\"token\": \"string\"}"), object);
    assert_eq!(body("\"string\"")["type"], "string");
}
