//! Where the texts, examples and extensions of a collapsed document end, and what they show.

mod common;

use common::{document, flat, restored, text};

/// A document of this version with one path.
fn path(version: &str, item: &str) -> String {
    format!(
        "openapi: {version}\ninfo:\n  title: T\n  version: '1'\npaths:\n  /pets:\n{item}\
         servers:\n  - url: https://example.com\n"
    )
}

#[test]
fn a_text_does_not_go_on_past_what_is_of_the_object_before_it() {
    let item = "    post:
      summary: Feeds one
      description: |-
        Feeds it.
      operationId: feed
      requestBody:
        content:
          text/plain: {}
";
    assert!(restored(&path("3.1.0", item)));
}

#[test]
fn a_text_does_not_go_on_past_objects_whatever_is_wrong_with_them() {
    let item = "    post:
      description: >-
        Feeds it.
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                code:
                  default: 123456
                  type: string
      responses:
        '204':
          description: Fed
";
    assert!(restored(&path("3.0.3", item)));
}

#[test]
fn an_extension_of_the_path_does_not_close_the_operation_for_a_text_to_swallow_it() {
    let item = "    get:
      responses:
        '400':
          description: Wrong
          x-codes:
            errors:
              '75001':
                category: REQUEST
                description: >-
                  The supported ones are: {allowed} and no other.
                domain: API
        '403':
          description: Forbidden
        '500':
          description: Failed
      security:
        - key:
            - read
      tags:
        - pets
";
    assert!(restored(&path("3.0.3", item)));
}

#[test]
fn neither_a_sentence_nor_a_path_is_a_format() {
    let schemas = "    Criteria:
      description: >-
        A range in the date format: from [yyyyMMdd TO yyyyMMdd] or all that
        there are.
      type: string
    Name:
      description: >-
        Its name, in the format: projects/{project}/regions/{region}
      type: string
    Pattern:
      description: >-
        A pattern in the format: https://example.com/patterns
      type: string
    Key:
      description: >-
        Its key, in the format: projects/[PROJECT]/keys/[KEY]
      type: string
    Time:
      description: >-
        The time in the format: HH:mm:SS, i.e., 00:00:00
      type: string
    Day:
      description: >-
        The day in the format: <code>DAY</code>. For example MON
      type: string
";
    let names = ["Criteria", "Name", "Pattern", "Key", "Time", "Day"];
    assert!(restored(&document(schemas, &names)));
}

#[test]
fn an_example_of_the_document_shows_what_is_inside_of_what() {
    let schema = |example: &str| {
        format!(
            "    Device:
      type: object
{example}      properties:
        data:
          type: object
          properties:
            format:
              type: string
        tweaks:
          type: string
"
        )
    };
    let example = "      example: {\"data\": {\"format\": \"x\"}, \"tweaks\": \"y\"}\n";
    assert!(restored(&document(&schema(example), &[])));
    assert!(!restored(&document(&schema(""), &[])), "nothing shows it");
}

#[test]
fn a_property_that_an_example_shows_is_no_component() {
    let schemas = "    List:
      type: object
      example: {\"total\": 1, \"pets\": [\"a\"]}
      properties:
        total:
          type: integer
        pets:
          type: array
          items:
            type: string
";
    assert!(restored(&document(schemas, &["List"])));
}

#[test]
fn a_header_that_is_called_like_an_extension_is_a_header() {
    let item = "    get:
      responses:
        '200':
          description: OK
          headers:
            link:
              $ref: '#/components/headers/Link'
            x-served-by:
              $ref: '#/components/headers/Server'
";
    assert!(restored(&path("3.0.3", item)));
}

#[test]
fn the_default_response_is_no_default_of_a_schema() {
    let item = "    get:
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                type: object
        default:
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Problem'
            text/plain:
              schema:
                type: string
          description: Failed
";
    assert!(restored(&path("3.0.3", item)));
}

#[test]
fn what_is_inside_of_what_in_a_default_is_not_guessed() {
    let schemas = "    Order:
      type: object
      default:
        cart:
          items:
            - id: '1'
              price: 2
        shipping: 2
";
    assert!(!restored(&document(schemas, &[])));
}

#[test]
fn extensions_that_may_end_anywhere_do_not_multiply_readings() {
    let item = |n: usize| {
        format!(
            "  /p{n}:
    get:
      responses:
        '200':
          description: OK
      x-one-{n}:
        a:
          b: 1
      x-two-{n}:
        a:
          b: 1
"
        )
    };
    let items: String = (0..12).map(item).collect();
    let whole = format!("openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths:\n{items}");
    let tree = text("a.yaml", &flat(&whole)).tree();
    let paths = tree["paths"].as_object().unwrap();
    let responses = paths.values().map(|item| &item["get"]["responses"]["200"]["description"]);
    assert!(paths.len() == 12 && responses.into_iter().all(|text| text == "OK"));
}

#[test]
fn what_an_extension_may_hold_is_not_taken_for_components_that_nothing_refers_to() {
    let whole = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /pets:
    get:
      responses:
        '200':
          description: OK
components:
  schemas:
    Pet:
      type: object
x-webhooks:
  fed:
    '{$request.body#/callback}':
      post:
        operationId: fed
        responses:
          '200':
            description: OK
";
    let reading = text("a.yaml", &flat(whole));
    assert!(reading.entries.is_empty() || reading.tree()["components"]["responses"].is_null());
}

#[test]
fn the_type_of_what_is_referred_to_may_be_said_again() {
    let property = |name: &str| {
        format!(
            "        {name}:
          $ref: '#/components/schemas/Zoo'
          description: As there
          nullable: true
          type: string
"
        )
    };
    let properties: String = ["a", "b", "c"].map(property).concat();
    let schemas = format!("    Pet:\n      properties:\n{properties}      type: object\n");
    assert!(restored(&document(&schemas, &["Pet"])));
}

#[test]
fn the_name_of_an_example_behind_a_quoted_value_may_have_several_words() {
    let item = "    get:
      parameters:
        - in: query
          name: date
          schema:
            type: string
          examples:
            Get one:
              value: '2018-12-03'
            List all by date:
              value: '2018-12-04'
      responses:
        '200':
          description: OK
";
    assert!(restored(&path("3.0.3", item)));
}

#[test]
fn a_name_of_several_words_may_stand_behind_an_item_in_quotes_and_below_the_word_examples() {
    let schema = "    Browsers:
      type: object
      x-examples:
        All of them:
          macos:
            - '12'
            - '13'
          windows 10:
            chrome:
              - '76'
";
    assert!(restored(&document(schema, &["Browsers"])));
}

#[test]
fn examples_in_a_text_are_words_of_it() {
    let text = "    Expr:
      description: >-
        An expression. Example
        (Comparison): title: \"Size limit\" description: \"Whether it is small\" expression: \"a < 100\"
        Example (Equality): title: \"Owner\" description: \"Whether it is ours\" expression: \"a == b\"
        Example (Logic): title: \"Public\" description: \"Whether all see it\" expression: \"a != b\"
      properties:
        expression:
          type: string
        title:
          type: string
      type: object
";
    assert!(restored(&document(text, &["Expr"])));
}

#[test]
fn json_in_a_text_goes_on_to_its_last_bracket() {
    let schemas = "    Zoo2:
      type: object
      example: |-
        { \"a\": { \"type\": \"b\", \"c\": { \"type\": \"d\", \"e\": { \"type\": \"f\" } } } }
      minProperties: 1
";
    assert!(restored(&document(schemas, &["Zoo2"])));
}

#[test]
fn the_name_of_an_example_may_stand_behind_the_value_of_another() {
    let item = "    get:
      parameters:
        - name: group
          in: query
          schema:
            type: string
          examples:
            List all pets of a group:
              value: MyGroup
            List one pet of a group:
              value: MyGroup
            Pets in a group:
              value: MyGroup
      responses:
        '204':
          description: None
";
    assert!(restored(&path("3.0.3", item)));
}

#[test]
fn code_in_a_sample_goes_on_to_the_next_one() {
    let item = "    get:
      x-samples:
        - lang: JavaScript
          source: |-
            send({ method: get, headers: own, body: none, redirect: follow, cache: no })
        - lang: Ruby
          source: |-
            send(method: get, headers: own, body: none, redirect: follow, cache: no)
      tags:
        - Pets
      responses:
        '204':
          description: None
";
    assert!(restored(&path("3.0.3", item)));
}

#[test]
fn the_keys_of_what_extends_a_schema_are_not_taken_for_code() {
    let schemas = "    Colour:
      description: Its colour
      type: string
      enum:
        - r
      x-ms-enum:
        values:
          - value: r
            description: >-
              Bright
            name: Red
          - value: g
            description: >-
              Calm
            name: Green
";
    assert!(restored(&document(schemas, &["Colour"])));
}

#[test]
fn a_reference_in_a_block_is_one_word() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    get:
      responses:
        '200':
          description: Good
          content:
            application/json:
              schema:
                type: string
              examples:
                Get it:
                  $ref: >-
                    #/components/examples/Get_it
                Get it again, if there is one, and all that is in it or near it:
                  $ref: >-
                    #/components/examples/Get_it_again
        '404':
          description: None
components:
  examples:
    Get_it:
      value: a
    Get_it_again:
      value: b
";
    assert!(restored(text));
}

#[test]
fn names_of_examples_stand_behind_any_value() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    get:
      responses:
        '200':
          description: Good
          content:
            application/json:
              schema:
                type: string
              examples:
                First:
                  value: a
                In all other places.:
                  value: b
                Second:
                  $ref: '#/components/examples/Second'
                Third:
                  $ref: '#/components/examples/Third'
components:
  examples:
    Second:
      value:
        run: a
    Third:
      value:
        run: b
";
    assert!(restored(text));
}

#[test]
fn a_word_with_a_capital_is_no_scope_where_none_before_it_has_one() {
    let text = document("", &[])
        + "  securitySchemes:
    O:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: https://a.test
          scopes:
            files:list: Lists files
            files:read: >-
              Reads files. Note: only some may.
            files:write: >-
              Writes files. Note: only some may.
";
    assert!(!restored(&text), "it may be one");
}

#[test]
fn a_dash_in_a_tag_that_the_document_names_is_one_of_its_words() {
    let text = |tag: &str| {
        format!(
            "openapi: 3.0.3
info:
  title: T
  version: '1'
tags:
  - name: Users
  - name: {tag}
paths:
  /a:
    get:
      tags:
        - Payout settings - merchant level
        - Users
      responses:
        '204':
          description: None
"
        )
    };
    assert!(restored(&text("Payout settings - merchant level")));
    let two = text("Payout settings").replace(" - merchant level", "\n        - name");
    assert!(restored(
        &two.replace("  - name: Users\n", "").replace("paths:", "  - name: name\npaths:")
    ));
}

/// A document with this description of a scheme, and these scopes.
fn scheme(description: &str, scopes: &str) -> String {
    document("", &[])
        + &format!(
            "  securitySchemes:
    O:
      type: oauth2
      description: >-
        {description}
      flows:
        clientCredentials:
          tokenUrl: https://a.test
          scopes:
{scopes}"
        )
}

#[test]
fn a_name_with_a_colon_in_it_is_no_word_of_a_text() {
    let plain = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let plain: String =
        plain.iter().map(|name| format!("            {name}:read: Reads {name}.\n")).collect();
    let noted = "            j:read: >-
              Reads j. Note: only some may.
            j:write: >-
              Writes j. Note: only some may.
            k:read: Reads k.
";
    assert!(restored(&scheme("Ask for a token.", &(plain + noted))));
}

#[test]
fn a_text_may_end_like_this_before_the_flows() {
    let scopes = "            read: ''\n            write: ''\n";
    assert!(restored(&scheme("Put the token into a header like this:", scopes)));
}

#[test]
fn an_address_in_a_block_is_one_word() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
tags:
  - name: Activity
    externalDocs:
      description: More
      url: >-
        https://docs.test/enterprise/fundamentals/account-activity
  - name: Users
paths: {}
";
    assert!(restored(text));
}

#[test]
fn examples_that_extend_an_operation_have_names_of_several_words() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    post:
      x-ms-examples:
        Recover a deleted account:
          parameters:
            version: '7'
      responses:
        '204':
          description: None
";
    assert!(restored(text));
}
