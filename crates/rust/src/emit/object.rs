//! Structs: objects, and the parts of multipart bodies.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use specwright_ir::{Field, Integer, Kind, Object, Rest, Shape, Text, TypeId, Use};

use super::types::documentation;
use crate::docs;
use crate::file::Source;
use crate::names::{Scope, snake};
use crate::plan::Plan;
use crate::table::{literal, rules, table};
use crate::ty::{Bytes, tokens};

pub(super) fn write(plan: &Plan<'_>, id: TypeId, object: &Object, source: &mut Source) {
    let named = &plan.types[id.0];
    let name = tokens(&named.name);
    let mut scope = Scope::default();
    let fields: Vec<Written<'_>> = object
        .fields
        .iter()
        .map(|field| Written {
            name: scope.claim(snake(&field.name)),
            ty: plan.ty(&field.used, named.home, bytes(object, field)),
            field,
        })
        .collect();
    let rest = match &object.rest {
        Rest::Keep(used) if !object.multipart => {
            Some((scope.claim("extra".to_owned()), plan.ty(used, named.home, Bytes::Text)))
        }
        _ => None,
    };
    let docs = documentation(plan.api.get(id));
    let declared = fields.iter().map(Written::declared);
    let extra = rest.iter().map(|(name, ty)| {
        let (name, ty) = (tokens(name), tokens(ty));
        quote!(#[doc = " Properties that the document does not name."] pub #name: rt::Map<#ty>)
    });
    let derive = derive(plan, object);
    source.items(quote! {
        #docs
        #derive
        pub struct #name { #(#declared,)* #(#extra,)* }
    });
    source.items(functions(plan, &name, &fields));
    source.text(codec(
        plan,
        &named.name,
        object,
        &fields,
        rest.as_ref().map(|(name, _)| name.as_str()),
    ));
}

/// What is derived. A file may be a stream, which can be neither cloned nor compared.
fn derive(plan: &Plan<'_>, object: &Object) -> TokenStream {
    let default = object.fields.iter().all(|field| !field.required);
    let default = default.then(|| quote!(, Default));
    if object.holds_files() {
        return quote!(#[derive(Debug #default)]);
    }
    let more = plan.derives();
    quote!(#[derive(Clone, Debug #default, PartialEq #(, #more)*)])
}

fn bytes(object: &Object, field: &Field) -> Bytes {
    if object.multipart && field.used.is_binary() { Bytes::Part } else { Bytes::Text }
}

/// A field as it is written.
struct Written<'a> {
    name: String,
    ty: String,
    field: &'a Field,
}

impl Written<'_> {
    fn declared(&self) -> TokenStream {
        let docs = field_docs(self.field);
        let (name, ty) = (tokens(&self.name), tokens(&self.ty));
        if self.field.required {
            quote!(#docs pub #name: #ty)
        } else {
            quote!(#docs pub #name: Option<#ty>)
        }
    }
}

/// What the document says of a field, and its example.
fn field_docs(field: &Field) -> TokenStream {
    let secret = field.used.kind == Kind::String(Text::Secret);
    let example = field.example.as_ref().filter(|_| !secret).map(|example| {
        let text = example.to_string().replace('`', "'");
        docs::lines(&format!("Example: `{text}`"))
    });
    let said = docs::attributes(&field.docs, None);
    let gap = (example.is_some() && field.docs.description.is_some()).then(|| quote!(#[doc = ""]));
    quote!(#said #gap #example)
}

/// The defaults of what is not required.
fn functions(plan: &Plan<'_>, name: &TokenStream, fields: &[Written<'_>]) -> TokenStream {
    let defaults: Vec<TokenStream> =
        fields.iter().filter(|w| !w.field.required).filter_map(|w| default_of(plan, w)).collect();
    if defaults.is_empty() {
        return TokenStream::new();
    }
    quote!(impl #name { #(#defaults)* })
}

/// The mode of a field in a table. One that is required says what `new` takes for it: strings and
/// what is made of them are taken as anything that is one.
pub(super) fn mode(required: bool, ty: &str) -> String {
    match required {
        false => "optional".to_owned(),
        true if is_lenient(ty) => format!("required(impl Into<{ty}>)"),
        true => format!("required({ty})"),
    }
}

fn is_lenient(ty: &str) -> bool {
    matches!(ty, "String" | "rt::Secret" | "rt::Body" | "rt::Base64" | "rt::File")
}

/// `FIELD_or_default`, for the defaults that Rust can say as a constant.
fn default_of(plan: &Plan<'_>, written: &Written<'_>) -> Option<TokenStream> {
    let default = written.field.default.as_ref()?;
    let used = &written.field.used;
    if plan.is_own(used) {
        return None;
    }
    let resolved = plan.api.resolve(used);
    let field = tokens(&written.name);
    let function = tokens(&format!("{}_or_default", written.name.trim_start_matches("r#")));
    let doc = docs::lines(&format!(
        "`{}`, or its default `{}`.",
        written.field.name.replace('`', "'"),
        default.to_string().replace('`', "'")
    ));
    let null = used.nullable;
    let (ty, get, default) = match (&resolved.kind, default) {
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
            let n = proc_macro2::Literal::f64_unsuffixed(n.abs());
            let sign = default.as_f64().filter(|n| *n < 0.0).map(|_| quote!(-));
            (quote!(f64), flat(null), quote!(#sign #n))
        }
        (Kind::Integer(integer), Value::Number(n)) => {
            let n =
                n.as_i64().or_else(|| n.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i64))?;
            if !in_range(*integer, n) {
                return None;
            }
            let ty = tokens(&plan.ty(
                &Use::of(resolved.kind.clone()),
                plan.types.first()?.home,
                Bytes::Text,
            ));
            let literal = tokens(&n.to_string());
            (ty, flat(null), quote!(#literal))
        }
        (Kind::Type(id), value) => return enumeration_default(plan, written, *id, value),
        _ => return None,
    };
    Some(quote! {
        #doc
        pub fn #function(&self) -> #ty { self.#field #get.unwrap_or(#default) }
    })
}

fn enumeration_default(
    plan: &Plan<'_>,
    written: &Written<'_>,
    id: TypeId,
    default: &Value,
) -> Option<TokenStream> {
    let Shape::Enumeration(enumeration) = &plan.api.get(id).shape else { return None };
    if written.field.used.nullable || written.field.used.boxed {
        return None;
    }
    let index = enumeration.constants.iter().position(|c| c.value == *default)?;
    let variant = tokens(&super::enumeration::variants(enumeration)[index]);
    let (field, ty) = (tokens(&written.name), tokens(&written.ty));
    let function = tokens(&format!("{}_or_default", written.name.trim_start_matches("r#")));
    let doc = docs::lines(&format!(
        "`{}`, or its default `{}`.",
        written.field.name.replace('`', "'"),
        default.to_string().replace('`', "'")
    ));
    Some(quote! {
        #doc
        pub fn #function(&self) -> #ty { self.#field.clone().unwrap_or(#ty::#variant) }
    })
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

fn codec(
    plan: &Plan<'_>,
    name: &str,
    object: &Object,
    fields: &[Written<'_>],
    rest: Option<&str>,
) -> String {
    let mut lines: Vec<String> = fields
        .iter()
        .map(|written| {
            let key = literal(&written.field.name);
            let mode = mode(written.field.required, &written.ty);
            let kind = if object.multipart {
                format!(" {}", part_kind(&written.field.used))
            } else {
                String::new()
            };
            format!(
                "{key} => {}: {mode}{kind}{},",
                written.name,
                rules(plan.api, &written.field.used)
            )
        })
        .collect();
    if object.multipart {
        return table("multipart", name, &lines);
    }
    match (&object.rest, rest) {
        (Rest::Deny, _) => lines.push("..deny".to_owned()),
        (Rest::Keep(used), Some(rest)) => {
            let rules = crate::table::rule_list(plan.api, used);
            let rules =
                if rules.is_empty() { String::new() } else { format!(": [{}]", rules.join(", ")) };
            lines.push(format!("..{rest}{rules}"));
        }
        _ => {}
    }
    table("object", name, &lines)
}

fn part_kind(used: &Use) -> &'static str {
    match (&used.kind, used.is_binary()) {
        (Kind::Array(_), true) => "files",
        (_, true) => "file",
        (Kind::Array(_), false) if !used.nullable => "values",
        _ => "value",
    }
}
