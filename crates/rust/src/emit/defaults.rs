//! `FIELD_or_default`, for the defaults that Rust can say as a constant.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use specwright_ir::{Integer, Kind, Shape, Text, TypeId, Use};

use crate::docs;
use crate::plan::{Home, Plan};
use crate::ty::{Bytes, tokens};

/// An optional field that may have a default.
pub(super) struct Defaulted<'a> {
    pub field: &'a str,
    pub ty: &'a str,
    /// Its name in the document.
    pub name: &'a str,
    pub used: &'a Use,
    pub default: Option<&'a Value>,
}

/// The functions of a struct, one for each default.
pub(super) fn functions<'a>(
    plan: &Plan<'_>,
    name: &TokenStream,
    fields: impl Iterator<Item = Defaulted<'a>>,
) -> TokenStream {
    let functions: Vec<TokenStream> = fields.filter_map(|field| field.function(plan)).collect();
    if functions.is_empty() {
        return TokenStream::new();
    }
    quote!(impl #name { #(#functions)* })
}

impl Defaulted<'_> {
    fn function(&self, plan: &Plan<'_>) -> Option<TokenStream> {
        let default = self.default.filter(|_| !plan.is_own(self.used))?;
        let field = tokens(self.field);
        // `self` is the field `self_`.
        let bare = self.field.trim_start_matches("r#").trim_end_matches('_');
        let function = tokens(&format!("{bare}_or_default"));
        let doc = docs::lines(&format!(
            "`{}`, or its default `{}`.",
            self.name.replace('`', "'"),
            default.to_string().replace('`', "'")
        ));
        let (ty, get, default) = self.parts(plan, default)?;
        Some(quote! {
            #doc
            pub fn #function(&self) -> #ty { self.#field #get.unwrap_or(#default) }
        })
    }

    /// What comes back, how it is got of the field, and the default.
    fn parts(
        &self,
        plan: &Plan<'_>,
        default: &Value,
    ) -> Option<(TokenStream, TokenStream, TokenStream)> {
        let null = self.used.nullable;
        let resolved = plan.api.resolve(self.used);
        Some(match (&resolved.kind, default) {
            (Kind::String(Text::Plain), Value::String(text)) => {
                let flat = if null {
                    quote!(.as_ref().and_then(|value| value.as_deref()))
                } else {
                    quote!(.as_deref())
                };
                (quote!(&str), flat, quote!(#text))
            }
            (Kind::Boolean, Value::Bool(value)) => (quote!(bool), flat(null), quote!(#value)),
            (Kind::Number, Value::Number(n)) => {
                let n = n.as_f64().filter(|n| n.is_finite())?;
                let sign = (n < 0.0).then(|| quote!(-));
                let n = proc_macro2::Literal::f64_unsuffixed(n.abs());
                (quote!(f64), flat(null), quote!(#sign #n))
            }
            (Kind::Integer(integer), Value::Number(n)) => {
                let whole = || n.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i64);
                let n = n.as_i64().or_else(whole).filter(|n| in_range(*integer, *n))?;
                let number = Use::of(resolved.kind.clone());
                let ty = tokens(&plan.ty(&number, Home::Types, Bytes::Text));
                let literal = tokens(&n.to_string());
                (ty, flat(null), quote!(#literal))
            }
            (Kind::Type(id), value) => self.enumeration(plan, *id, value)?,
            _ => return None,
        })
    }

    fn enumeration(
        &self,
        plan: &Plan<'_>,
        id: TypeId,
        default: &Value,
    ) -> Option<(TokenStream, TokenStream, TokenStream)> {
        let Shape::Enumeration(enumeration) = &plan.api.get(id).shape else { return None };
        if self.used.nullable || self.used.boxed {
            return None;
        }
        let index = enumeration.constants.iter().position(|c| c.value == *default)?;
        let variant = tokens(&super::enumeration::variants(enumeration)[index]);
        let ty = tokens(self.ty);
        Some((quote!(#ty), quote!(.clone()), quote!(#ty::#variant)))
    }
}

fn flat(null: bool) -> TokenStream {
    if null { quote!(.flatten()) } else { TokenStream::new() }
}

fn in_range(integer: Integer, n: i64) -> bool {
    match integer {
        Integer::I8 => i8::try_from(n).is_ok(),
        Integer::I16 => i16::try_from(n).is_ok(),
        Integer::I32 => i32::try_from(n).is_ok(),
        Integer::I64 => true,
        Integer::U8 => u8::try_from(n).is_ok(),
        Integer::U16 => u16::try_from(n).is_ok(),
        Integer::U32 => u32::try_from(n).is_ok(),
        Integer::U64 => u64::try_from(n).is_ok(),
    }
}
