//! Parameters: where they stand in a request and how they are written there (OpenAPI 3.0.3,
//! "Style Values").

#[cfg(feature = "server")]
mod decode;
mod encode;

#[cfg(feature = "server")]
pub(crate) use decode::{Doubled, Pairs, Source, decode, members_of, unescape};
#[cfg(feature = "client")]
pub(crate) use encode::{ambiguous, escape_cookie};
pub(crate) use encode::{encode_pairs, encode_text, escape, text};

use crate::schema::Rule;

/// The part of a request that a parameter stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The URL's path.
    Path,
    /// The URL's query.
    Query,
    /// The headers.
    Header,
    /// The `Cookie` header.
    Cookie,
}

/// How lists and objects are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` in a path or header.
    Simple,
    /// `.a.b` in a path.
    Label,
    /// `;name=a,b` in a path.
    Matrix,
    /// `name=a&name=b` or `name=a,b` in a query or cookie.
    Form,
    /// `name=a%20b`
    Space,
    /// `name=a|b`
    Pipe,
    /// `name=a%09b` (OpenAPI 2.0, `tsv`)
    Tab,
    /// `name[key]=a`
    DeepObject,
    /// As a JSON text (`content: application/json`).
    Json,
    /// As the whole query, without a name: a JSON text, or a string bare (OpenAPI 3.2.0,
    /// "Parameter Locations", `querystring`).
    Whole,
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// How it is written.
    pub style: Style,
    /// Whether the parts of a list or object stand apart.
    pub explode: bool,
    /// Whether reserved characters stand unescaped in a query or path.
    pub reserved: bool,
    /// What its value must be beyond its type.
    pub rules: &'static [Rule],
}

macro_rules! places {
    ($($name:ident => $Place:ident $Style:ident $explode:literal;)*) => { $(
        #[doc = concat!("A parameter in [`Place::", stringify!($Place), "`], in that place's own style.")]
        pub const fn $name(name: &'static str) -> Parameter {
            Parameter {
                name,
                place: Place::$Place,
                style: Style::$Style,
                explode: $explode,
                reserved: false,
                rules: &[],
            }
        }
    )* };
}

places! {
    path => Path Simple false;
    query => Query Form true;
    header => Header Simple false;
    cookie => Cookie Form true;
}

macro_rules! styles {
    ($($name:ident => $Style:ident;)*) => { $(
        #[doc = concat!("In [`Style::", stringify!($Style), "`].")]
        #[must_use]
        pub const fn $name(mut self) -> Parameter {
            self.style = Style::$Style;
            self
        }
    )* };
}

impl Parameter {
    styles! {
        simple => Simple;
        label => Label;
        matrix => Matrix;
        form => Form;
        space => Space;
        pipe => Pipe;
        tab => Tab;
        deep_object => DeepObject;
        json => Json;
        whole => Whole;
    }

    /// With `explode` set to this.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Parameter {
        self.explode = explode;
        self
    }

    /// With reserved characters unescaped.
    #[must_use]
    pub const fn reserved(mut self) -> Parameter {
        self.reserved = true;
        self
    }

    /// With rules.
    #[must_use]
    pub const fn rules(mut self, rules: &'static [Rule]) -> Parameter {
        self.rules = rules;
        self
    }
}
