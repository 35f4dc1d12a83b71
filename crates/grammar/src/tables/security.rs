//! Security schemes and what requires them.

use crate::Holds::{Bool, List, Map, Object, String, Text, Word};
use crate::{Definition, Dialects, Field, Holds, Keys, Kind, Rest};

const TYPE_V2: Holds = Word(&["basic", "apiKey", "oauth2"]);
const TYPE_V3_0: Holds = Word(&["apiKey", "http", "oauth2", "openIdConnect"]);
const TYPE_V3_1: Holds = Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]);
const FLOW: Holds = Object(Kind::OAuthFlow);
const SCOPES: Holds = Map(Keys::Any, &Text);

pub(super) static SECURITY_SCHEME: Definition = Definition {
    kind: Kind::SecurityScheme,
    section: "4.27 Security Scheme Object",
    fields: &[
        Field::new("type", TYPE_V2).only(Dialects::V2).required(),
        Field::new("type", TYPE_V3_0).only(Dialects::V3_0).required(),
        Field::new("type", TYPE_V3_1).only(Dialects::SINCE_3_1).required(),
        Field::new("description", Text),
        Field::new("name", String),
        Field::new("in", Word(&["query", "header"])).only(Dialects::V2),
        Field::new("in", Word(&["query", "header", "cookie"])).only(Dialects::V3),
        Field::new("scheme", String).only(Dialects::V3),
        Field::new("bearerFormat", String).only(Dialects::V3),
        Field::new("flows", Object(Kind::OAuthFlows)).only(Dialects::V3),
        Field::new("openIdConnectUrl", String).only(Dialects::V3),
        Field::new("oauth2MetadataUrl", String).only(Dialects::SINCE_3_2),
        Field::new("deprecated", Bool).only(Dialects::SINCE_3_2),
        Field::new("flow", Word(&["implicit", "password", "application", "accessCode"]))
            .only(Dialects::V2),
        Field::new("authorizationUrl", String).only(Dialects::V2),
        Field::new("tokenUrl", String).only(Dialects::V2),
        Field::new("scopes", SCOPES).only(Dialects::V2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static OAUTH_FLOWS: Definition = Definition {
    kind: Kind::OAuthFlows,
    section: "4.28 OAuth Flows Object",
    fields: &[
        Field::new("implicit", FLOW),
        Field::new("password", FLOW),
        Field::new("clientCredentials", FLOW),
        Field::new("authorizationCode", FLOW),
        Field::new("deviceAuthorization", FLOW).only(Dialects::SINCE_3_2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static OAUTH_FLOW: Definition = Definition {
    kind: Kind::OAuthFlow,
    section: "4.29 OAuth Flow Object",
    fields: &[
        Field::new("authorizationUrl", String),
        Field::new("deviceAuthorizationUrl", String).only(Dialects::SINCE_3_2),
        Field::new("tokenUrl", String),
        Field::new("refreshUrl", String),
        Field::new("scopes", SCOPES).required(),
    ],
    rest: None,
    extensible: true,
};

pub(super) static SECURITY_REQUIREMENT: Definition = Definition {
    kind: Kind::SecurityRequirement,
    section: "4.30 Security Requirement Object",
    fields: &[],
    rest: Some(Rest { keys: Keys::SecurityScheme, holds: List(&String) }),
    extensible: false,
};
