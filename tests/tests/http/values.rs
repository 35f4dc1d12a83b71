//! What values survive on their way through types and messages.

use apex::types::LoginResponse;
use galileo::types::{BodyLoginEmailV1LoginPost, Token, ValidationError, ValidationErrorLoc};
use serde_json::{Value, json};
use specwright_runtime as rt;

fn login_response(last_login: Option<Value>) -> Value {
    let mut value = json!({
        "id": "01234567-89ab-4def-8123-456789abcdef", "token": "t", "organizations": "o",
        "password": "p", "created_at": "2025-06-01T12:30:00Z",
        "updated_at": "2025-06-01T12:30:00Z", "email": "ada@example.com",
        "groups": [1, 2],
    });
    if let Some(last_login) = last_login {
        value["last_login"] = last_login.clone();
        value["first_name"] = if last_login.is_null() { Value::Null } else { json!("Ada") };
    }
    value
}

#[test]
fn absent_null_and_a_value_stay_three_things() {
    let time = "2025-06-01T12:30:00Z";
    let states = [
        (None, None, None),
        (Some(Value::Null), Some(None), Some(None)),
        (Some(json!(time)), Some(time.parse().ok()), Some(Some("Ada".to_owned()))),
    ];
    for (last_login, expected, first_name) in states {
        let value = login_response(last_login);
        let read: LoginResponse = serde_json::from_value(value.clone()).expect("it is as said");
        assert_eq!(read.last_login, expected);
        assert_eq!(read.first_name, first_name);
        assert_eq!(serde_json::to_value(&read).expect("it can be written"), value);
    }
}

#[test]
fn null_is_no_value_where_the_document_does_not_say_so() {
    for member in ["is_staff", "date_joined", "groups", "email"] {
        let mut value = login_response(None);
        value[member] = Value::Null;
        let read: Result<LoginResponse, _> = serde_json::from_value(value);
        assert!(read.is_err(), "{member}");
    }
}

#[test]
fn integers_may_be_written_with_a_point() {
    let mut value = login_response(None);
    value["groups"] = json!([1.0, 2]);
    let read: LoginResponse = serde_json::from_value(value).expect("1.0 is an integer");
    assert_eq!(read.groups, Some(vec![1, 2]));
}

#[test]
fn defaults_stand_beside_what_was_sent() {
    let token = Token::new("t");
    assert_eq!((token.token_type.as_deref(), token.token_type_or_default()), (None, "bearer"));
    let form = BodyLoginEmailV1LoginPost::new("u", "p");
    assert_eq!((form.scope.as_deref(), form.scope_or_default()), (None, ""));
}

#[test]
fn a_list_of_strings_and_integers_is_told_apart() {
    let value = json!({"loc": ["body", 3, "name"], "msg": "m", "type": "t"});
    let read: ValidationError = serde_json::from_value(value.clone()).expect("it is as said");
    assert_eq!(read.loc[0], ValidationErrorLoc::String("body".to_owned()));
    assert_eq!(read.loc[1], ValidationErrorLoc::Integer(3));
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), value);
}

#[tokio::test]
async fn null_and_absent_are_the_same_in_a_form() {
    use galileo::operations::login_email::{Failure, Request};
    use specwright_runtime::client::Transport;
    use specwright_runtime::server::Context;

    /// Tells what came in.
    struct Echo;
    impl galileo::Server for Echo {
        async fn login_email(&self, _: Context<()>, request: Request) -> Result<Token, Failure> {
            let form = request.body;
            let seen = (form.grant_type, form.scope, form.client_id, form.password.expose().len());
            Ok(Token::new(format!("{seen:?}")))
        }
    }
    let client = galileo::Client::builder()
        .transport(Transport::service(galileo::server::service(Echo)))
        .build()
        .expect("the document names a server");
    let mut form = BodyLoginEmailV1LoginPost::new("u", "p&q=ü +");
    form.grant_type = Some(None);
    form.client_id = Some(Some("id".to_owned()));
    form.scope = Some("a b".to_owned());
    let token = client.login_email(form).await.expect("it is 200");
    let expected = r#"(None, Some("a b"), Some(Some("id")), 8)"#;
    assert_eq!(token.access_token, rt::Secret::from(expected));
}
