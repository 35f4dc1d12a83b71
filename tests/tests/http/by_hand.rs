//! The five `Server` traits, implemented by hand. Who logs in decides what comes back.

use apex::operations::auth_login_create;
use apex::types::LoginResponse;
use auth::operations::login as auth_login;
use galileo::operations::login_email;
use galileo::types::{HttpValidationError, Token, ValidationError};
use px0::operations::login as px0_login;
use px0::types::{ApiError, User};
use specwright_runtime as rt;
use specwright_runtime::server::Context;

/// One server for all.
pub(crate) struct ByHand;

/// The user to log in as to be answered with a status.
pub(crate) fn user(status: u16) -> String {
    format!("user-{status}@example.com")
}

fn wanted(user: &str) -> u16 {
    let digits: String = user.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

pub(crate) fn time() -> rt::DateTime {
    "2025-06-01T12:30:00Z".parse().expect("it is a time")
}

pub(crate) fn uuid() -> rt::Uuid {
    rt::Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef)
}

impl apex::Server for ByHand {
    async fn auth_login_create(
        &self,
        _: Context<()>,
        request: auth_login_create::Request,
    ) -> Result<LoginResponse, auth_login_create::Failure> {
        let login = request.body;
        Ok(LoginResponse::new(
            uuid(),
            "apex-token",
            "org",
            login.password,
            time(),
            time(),
            login.username,
        ))
    }
}

impl px0::Server for ByHand {
    async fn login(
        &self,
        _: Context<()>,
        request: px0_login::Request,
    ) -> Result<px0_login::Success, px0_login::Failure> {
        use px0_login::Failure;

        let email = request.body.email;
        let error = ApiError::new(format!("by hand, for {email}"));
        Err(match wanted(&email) {
            400 => Failure::BadRequest(error),
            401 => Failure::Unauthorized(error),
            403 => Failure::Forbidden(error),
            500 => Failure::InternalServerError(error),
            _ => {
                let user = User::new(uuid(), email, true, false, time());
                return Ok(px0_login::Success::new("px0-token", time(), user));
            }
        })
    }
}

impl galileo::Server for ByHand {
    async fn login_email(
        &self,
        _: Context<()>,
        request: login_email::Request,
    ) -> Result<Token, login_email::Failure> {
        if wanted(&request.body.username) == 422 {
            let place = vec!["body".to_owned().into(), 7.into()];
            let violation = ValidationError::new(place, "is locked", "locked");
            let detail = HttpValidationError { detail: Some(vec![violation]) };
            return Err(login_email::Failure::UnprocessableEntity(detail));
        }
        Ok(Token::new("galileo-token"))
    }
}

impl auth::Server for ByHand {
    async fn login(
        &self,
        _: Context<()>,
        request: auth_login::Request,
    ) -> Result<auth_login::Success, auth_login::Failure> {
        use auth_login::*;

        let username = request.body.map(|body| body.username).unwrap_or_default();
        if wanted(&username) == 400 {
            let nothing = rt::JsonObject::default();
            let data = BadRequestOriginalErrorData::new(400, "wrong", nothing.clone());
            return Err(Failure::BadRequest(BadRequest::new(
                "/auth/login",
                400,
                BadRequestResponse::new(400, "wrong", nothing),
                false,
                BadRequestOriginalError::new("/auth/login", 400, data),
                username,
            )));
        }
        Ok(Success::new(record(username), "auth-token"))
    }
}

fn record(username: String) -> auth_login::SuccessRecord {
    let location = auth_login::SuccessRecordLocation::new(52.5, 13.4, "Berlin");
    auth_login::SuccessRecord {
        avatar: String::new(),
        collection_id: "users".to_owned(),
        collection_name: "users".to_owned(),
        created: "2025".to_owned(),
        email: username.clone(),
        email_visibility: false,
        id: "1".to_owned(),
        language: "de".to_owned(),
        location,
        token: "auth-record-token".into(),
        unit: "metric".to_owned(),
        updated: "2025".to_owned(),
        username,
        verified: true,
    }
}

impl aisquare::Server for ByHand {
    async fn accounts_login_create(
        &self,
        _: Context<()>,
        request: aisquare::operations::accounts_login_create::Request,
    ) -> Result<aisquare::types::DefaultLogin, aisquare::operations::accounts_login_create::Failure>
    {
        let nobody = || aisquare::types::DefaultLogin::new("nobody", "");
        Ok(request.body.unwrap_or_else(nobody))
    }
}
