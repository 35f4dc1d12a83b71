//! Structs: objects, and the parts of multipart bodies.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use specwright_ir::{Field, Kind, Object, Rest, Shape, Text, TypeId, Use};

use super::defaults::{self, Defaulted};
use super::types::documentation;
use crate::docs;
use crate::file::Source;
use crate::names::{Scope, Signs, snake};
use crate::plan::{Home, Plan};
use crate::table::{literal, rules, table};
use crate::ty::{Bytes, tokens};

pub(super) fn write(plan: &Plan<'_>, id: TypeId, object: &Object, source: &mut Source) {
    let named = &plan.types[id.0];
    let name = tokens(&named.name);
    let mut scope = Scope::default();
    let signs = Signs::of(object.fields.iter().map(|field| &field.name[..]));
    let fields: Vec<Written<'_>> = object
        .fields
        .iter()
        .map(|field| Written {
            name: scope.claim(snake(&signs.spell(&field.name))),
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
    let declared = fields.iter().map(|written| written.declared(plan));
    let extra = rest.iter().map(|(name, ty)| {
        let (name, ty) = (tokens(name), tokens(ty));
        quote!(#[doc = " Properties that the document does not name."] pub #name: rt::Map<#ty>)
    });
    let derive = derive(plan, id, object, fields.iter().any(|written| written.tag(plan).is_some()));
    source.items(quote! {
        #docs
        #derive
        pub struct #name { #(#declared,)* #(#extra,)* }
    });
    let optional = fields.iter().filter(|written| !written.field.required);
    source.items(defaults::functions(plan, &name, optional.map(Written::defaulted)));
    source.text(codec(
        plan,
        &named.name,
        object,
        &fields,
        rest.as_ref().map(|(name, _)| name.as_str()),
    ));
}

/// What is derived. A file may be a stream, which can be neither cloned nor compared. One that is `tagged`
/// has its default from its table.
fn derive(plan: &Plan<'_>, id: TypeId, object: &Object, tagged: bool) -> TokenStream {
    let default =
        object.fields.iter().all(|f| !f.required || is_constant(plan, &f.used)) && !tagged;
    let default = default.then(|| quote!(, Default));
    if object.holds_files() {
        return quote!(#[derive(Debug #default)]);
    }
    let more = plan.derives(id);
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
    /// What its constructor knows of it.
    fn tag(&self, plan: &Plan<'_>) -> Option<String> {
        let tag = self.field.tag.as_ref().filter(|_| !plan.is_own(&self.field.used))?;
        match plan.api.resolve(&self.field.used).kind {
            Kind::Type(id) => {
                let Shape::Enumeration(several) = &plan.api.get(id).shape else { return None };
                let index = several.constants.iter().position(|c| c.value == *tag)?;
                Some(format!("{}::{}", self.ty, super::enumeration::variants(several)[index]))
            }
            _ => tag.as_str().map(literal),
        }
    }

    /// Its mode in a table, and what a constructor knows of it or takes for it.
    fn mode(&self, plan: &Plan<'_>) -> String {
        let Field { required, used, .. } = self.field;
        match self.tag(plan) {
            Some(tag) if *required => format!("required is({tag})"),
            Some(tag) => format!("optional is({tag})"),
            None => mode(plan, *required, used, &self.ty),
        }
    }

    fn declared(&self, plan: &Plan<'_>) -> TokenStream {
        let docs = field_docs(plan, self.field);
        let (name, ty) = (tokens(&self.name), tokens(&self.ty));
        if self.field.required {
            quote!(#docs pub #name: #ty)
        } else {
            quote!(#docs pub #name: Option<#ty>)
        }
    }

    fn defaulted(&self) -> Defaulted<'_> {
        Defaulted {
            field: &self.name,
            ty: &self.ty,
            name: &self.field.name,
            used: &self.field.used,
            default: self.field.default.as_ref(),
        }
    }
}

/// What the document says of a field, and its example.
fn field_docs(plan: &Plan<'_>, field: &Field) -> TokenStream {
    let example = example(plan, field).map(|example| {
        let text = example.to_string().replace('`', "'");
        docs::lines(&format!("Example: `{text}`"))
    });
    let said = docs::attributes(&field.docs, None);
    let gap = (example.is_some() && field.docs.description.is_some()).then(|| quote!(#[doc = ""]));
    quote!(#said #gap #example)
}

/// The example of a field, where it shows what a value is like: one that holds anything, and is of the type.
fn example(plan: &Plan<'_>, field: &Field) -> Option<Value> {
    let kind = &plan.api.resolve(&field.used).kind;
    let example = match field.example.as_ref()? {
        // YAML takes `id: 007` for a number.
        Value::Number(number) if matches!(kind, Kind::String(_)) => number.to_string().into(),
        example => example.clone(),
    };
    let holds_any = match &example {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    };
    let is_secret = *kind == Kind::String(Text::Secret);
    (holds_any && !is_secret && plan.api.accepts(&field.used, &example)).then_some(example)
}

/// The mode of a field in a table. One that is required says what `new` takes for it: strings, what is
/// made of them, unions and enums that are any text are taken as anything that is one, and the only constant
/// there is goes without saying.
pub(super) fn mode(plan: &Plan<'_>, required: bool, used: &Use, ty: &str) -> String {
    match required {
        false => "optional".to_owned(),
        true if is_constant(plan, used) => "required".to_owned(),
        true if is_lenient(plan, used, ty) => format!("required(impl Into<{ty}>)"),
        true => format!("required({ty})"),
    }
}

fn is_lenient(plan: &Plan<'_>, used: &Use, ty: &str) -> bool {
    // Another name for a string is a string.
    let bare = match used.kind {
        Kind::Type(_) => &plan.ty(&plan.unaliased(used), Home::Types, Bytes::Text),
        _ => ty,
    };
    matches!(bare, "String" | "rt::Secret" | "rt::Body" | "rt::Base64" | "rt::File")
        || match shape(plan, used) {
            Some(Shape::Union(_)) => true,
            Some(Shape::Enumeration(enumeration)) => enumeration.free,
            _ => false,
        }
}

/// Whether a value is one constant: its type has it as its default.
pub(super) fn is_constant(plan: &Plan<'_>, used: &Use) -> bool {
    matches!(shape(plan, used), Some(Shape::Enumeration(only)) if only.constants.len() == 1 && !only.free)
}

/// The shape of the type that a value has as it stands, through whatever aliases.
fn shape<'a>(plan: &Plan<'a>, used: &Use) -> Option<&'a Shape> {
    let bare = plan.unaliased(used);
    match bare.kind {
        Kind::Type(id) if !bare.nullable && !bare.boxed && !plan.is_own(used) => {
            Some(&plan.api.get(id).shape)
        }
        _ => None,
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
            let mode = written.mode(plan);
            let kind = if object.multipart {
                let media = written.field.media.as_deref().map(literal);
                let media = media.map(|media| format!(" as {media}")).unwrap_or_default();
                format!(" {}{media}", part_kind(&written.field.used))
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
