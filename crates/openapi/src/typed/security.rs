//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, ReferenceOr, SecurityRequirement, SecurityScheme,
};
use specwright_diagnostics::Node;

use super::Typing;
use super::fields::Fields;

impl Typing<'_> {
    pub(super) fn requirements(&mut self, fields: &Fields<'_>) -> Option<Vec<SecurityRequirement>> {
        let requirements = fields.get("security")?.as_array()?.iter().map(|node| {
            let schemes = node.as_object().into_iter().flatten();
            schemes.map(|(name, scopes)| (name.clone(), strings(scopes))).collect()
        });
        Some(requirements.collect())
    }

    /// A scheme, or nothing where its type is unknown, which is an error of the check.
    pub(super) fn scheme_or_reference(
        &mut self,
        node: &Node,
    ) -> Option<ReferenceOr<SecurityScheme>> {
        match node.get("$ref").and_then(Node::as_str) {
            Some(reference) => Some(ReferenceOr::Reference { reference: reference.to_owned() }),
            None => Some(ReferenceOr::Item(scheme(&Fields::of(node))?)),
        }
    }
}

fn strings(node: &Node) -> Vec<String> {
    let items = node.as_array().into_iter().flatten();
    items.filter_map(Node::as_str).map(str::to_owned).collect()
}

fn scheme(fields: &Fields<'_>) -> Option<SecurityScheme> {
    let description = fields.string("description");
    let extensions = fields.extensions();
    Some(match fields.str("type")? {
        "apiKey" => SecurityScheme::APIKey {
            location: match fields.str("in")? {
                "query" => APIKeyLocation::Query,
                "header" => APIKeyLocation::Header,
                "cookie" => APIKeyLocation::Cookie,
                _ => return None,
            },
            name: fields.text("name"),
            description,
            extensions,
        },
        "http" => SecurityScheme::HTTP {
            scheme: fields.text("scheme"),
            bearer_format: fields.string("bearerFormat"),
            description,
            extensions,
        },
        "oauth2" => SecurityScheme::OAuth2 {
            flows: fields.get("flows").map(flows).unwrap_or_default(),
            description,
            extensions,
        },
        "openIdConnect" => SecurityScheme::OpenIDConnect {
            open_id_connect_url: fields.text("openIdConnectUrl"),
            description,
            extensions,
        },
        _ => return None,
    })
}

fn flows(node: &Node) -> OAuth2Flows {
    let fields = Fields::of(node);
    let flow = |key| fields.get(key).map(Fields::of);
    OAuth2Flows {
        implicit: flow("implicit").map(|flow| ImplicitOAuth2Flow {
            authorization_url: flow.text("authorizationUrl"),
            refresh_url: flow.string("refreshUrl"),
            scopes: scopes(&flow),
            extensions: flow.extensions(),
        }),
        password: flow("password").map(|flow| PasswordOAuth2Flow {
            refresh_url: flow.string("refreshUrl"),
            token_url: flow.text("tokenUrl"),
            scopes: scopes(&flow),
            extensions: flow.extensions(),
        }),
        client_credentials: flow("clientCredentials").map(|flow| ClientCredentialsOAuth2Flow {
            refresh_url: flow.string("refreshUrl"),
            token_url: flow.text("tokenUrl"),
            scopes: scopes(&flow),
            extensions: flow.extensions(),
        }),
        authorization_code: flow("authorizationCode").map(|flow| AuthorizationCodeOAuth2Flow {
            authorization_url: flow.text("authorizationUrl"),
            token_url: flow.text("tokenUrl"),
            refresh_url: flow.string("refreshUrl"),
            scopes: scopes(&flow),
            extensions: flow.extensions(),
        }),
        extensions: fields.extensions(),
    }
}

fn scopes(flow: &Fields<'_>) -> IndexMap<String, String> {
    let scopes = flow.entries("scopes");
    scopes.map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().into())).collect()
}
