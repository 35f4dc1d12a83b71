//! `application/x-www-form-urlencoded`. Where the document says nothing else, lists repeat their name,
//! and objects inside are written `name[key]=value`, as servers commonly take them. `null` has no
//! encoding and is left out.

use std::marker::PhantomData;

use http::HeaderMap;

use super::{Content, Message, Unfit, set_type};
use crate::parameter::{Parameter, encode_pairs, query};
use crate::wire::{Wire, from_json, to_json};
use crate::{Body, Json};

/// Bodies of names and values, some of them in styles of their own.
#[derive(Debug)]
pub struct Form<S = Plain>(PhantomData<S>);

/// How members of a form are written (OpenAPI 3.0.3, "Encoding Object").
pub trait Styles: 'static {
    /// The members whose styles the document names.
    const OF: &'static [Parameter];
}

/// No member has a style of its own.
#[derive(Debug)]
pub enum Plain {}

impl Styles for Plain {
    const OF: &'static [Parameter] = &[];
}

/// A type that says how members of a form are written, from a table with a line a member.
///
/// ```
/// # use specwright_runtime as rt;
/// rt::styles!(Styles {
///     query("tags").pipe().explode(false),
///     query("address").form(),
/// });
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! styles {
    ($Styles:ident { $($place:ident $name:tt $(.$more:ident $argument:tt)*,)* }) => {
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum $Styles {}

        impl $crate::media::Styles for $Styles {
            const OF: &'static [$crate::parameter::Parameter] =
                &[$($crate::__parameter!($place $name $(.$more $argument)*)),*];
        }
    };
}

impl<T: Wire, S: Styles> Content<Form<S>> for T {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media, None);
        let Ok(Json::Object(members)) = to_json(&self) else {
            return Err(Unfit("only an object can be written as a form".to_owned()));
        };
        let pairs = members.iter().filter(|(_, value)| !value.is_null());
        let pairs = pairs.flat_map(|(name, value)| field(S::OF, name, value));
        let text: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        Ok(text.join("&").into())
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        let unfit = || Unfit("a form of another shape than documented".to_owned());
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_bytes(&message.bytes()?).map_err(|_| unfit())?;
        let members = pairs.into_iter().map(|(key, value)| (key, Json::String(value)));
        from_json(&Json::Object(members.collect())).map_err(|_| unfit())
    }
}

/// One member as names and values, escaped.
fn field(styles: &[Parameter], name: &str, value: &Json) -> Vec<(String, String)> {
    if let Some(parameter) = styles.iter().find(|parameter| parameter.name == name) {
        return encode_pairs(parameter, value);
    }
    // The name is put in below: a table of parameters has static names only.
    let parameter = match value {
        Json::Object(_) => query("").deep_object(),
        _ => query(""),
    };
    let name = crate::parameter::escape(name, false);
    let pairs = encode_pairs(&parameter, value);
    pairs.into_iter().map(|(rest, value)| (format!("{name}{rest}"), value)).collect()
}

#[cfg(feature = "server")]
impl<T: Wire + crate::schema::Shape, S: Styles> super::Admit<Form<S>> for T {
    fn admit(
        mut message: Message<'_>,
        rules: &'static [crate::schema::Rule],
    ) -> Result<Self, crate::server::Refused> {
        use crate::server::Refused;

        let unreadable = |_| Refused::Unparsable("the form is not UTF-8".to_owned());
        let bytes = message.bytes()?;
        let text = std::str::from_utf8(&bytes).map_err(unreadable)?;
        // Escaped bytes must be UTF-8 too: nobody's password is to be changed on the way.
        percent_encoding::percent_decode_str(text).decode_utf8().map_err(unreadable)?;
        let value = crate::server::form_value(T::schema(), text, S::OF)?;
        crate::server::admit_json(&value, rules, message.is_validated())
    }
}
