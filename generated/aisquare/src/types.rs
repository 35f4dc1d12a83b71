// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The types of the document's schemas, in its order.

use crate::rt;

/// Default serializer used for user login. Please keep in mind that the authentication is done
/// by separate function defined by :ref:`login-authenticator-setting` setting. By default
/// \:ref:`login-authenticator-setting` function will use :ref:`user-login-fields-setting`
/// setting to extract the login field from the validated serializer data either by using the
/// 'login' key (which is used here) or the specific login field name(s) (e.g. 'username',
/// 'email'). If you want different behavior, you need to override
/// \:ref:`login-authenticator-setting` in your settings.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultLogin {
    pub login: String,
    pub password: rt::Secret,
}

rt::object!(DefaultLogin {
    "login" => login: required(impl Into<String>),
    "password" => password: required(impl Into<rt::Secret>),
});
