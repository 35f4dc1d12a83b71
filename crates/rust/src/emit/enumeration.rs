//! Enums of constants.

use quote::quote;
use serde_json::Value;
use specwright_ir::{Constant, Docs, Enumeration, TypeId};

use super::types::documentation;
use crate::docs;
use crate::file::Source;
use crate::names::{Scope, Signs, unknown, variant};
use crate::plan::Plan;
use crate::table::{json, literal, table};
use crate::ty::tokens;

pub(super) fn write(plan: &Plan<'_>, id: TypeId, enumeration: &Enumeration, source: &mut Source) {
    let named = &plan.types[id.0];
    let name = tokens(&named.name);
    let words = enumeration.constants.iter().all(|c| c.value.is_string());
    let (names, unknown) = named_variants(enumeration);
    let docs = documentation(plan.api.get(id));
    let declared = enumeration.constants.iter().zip(&names).map(|(constant, name)| {
        let said = Docs { description: constant.description.clone(), ..Docs::default() };
        let docs = docs::attributes(&said, None);
        let name = tokens(name);
        quote!(#docs #name)
    });
    let declared_unknown = unknown.as_deref().map(|name| {
        let (name, ty) = (tokens(name), tokens(if words { "String" } else { "rt::Json" }));
        quote!(#[doc = " A value that the document does not know."] #name(#ty),)
    });
    let hash = words.then(|| quote!(Eq, Hash,));
    let more = plan.derives(id).into_iter().filter(|more| !(words && is_word(more)));
    source.items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #hash #(#more,)*)]
        pub enum #name { #(#declared,)* #declared_unknown }
    });
    let mut lines: Vec<String> = enumeration
        .constants
        .iter()
        .zip(&names)
        .map(|(constant, name)| format!("{} => {name},", key(constant, words)))
        .collect();
    lines.extend(unknown.map(|name| format!("..{name}")));
    let macro_name = if words { "enumeration" } else { "constants" };
    let free = if enumeration.free { " free" } else { "" };
    source.text(table(macro_name, &format!("{}{free}", named.name), &lines));
}

/// Whether an enumeration of words derives this in any case.
fn is_word(derive: &proc_macro2::TokenStream) -> bool {
    let path = derive.to_string();
    matches!(path.rsplit("::").next().map(str::trim), Some("Eq" | "Hash"))
}

fn key(constant: &Constant, words: bool) -> String {
    match &constant.value {
        Value::String(text) if words => literal(text),
        value => json(value),
    }
}

/// A number as people write it: that of a schema of any numbers is `1.0` where it was `1`.
fn written(number: &serde_json::Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The variants' names, in order.
pub(super) fn variants(enumeration: &Enumeration) -> Vec<String> {
    named_variants(enumeration).0
}

/// The variants' names, in order, and that of the one for what the document does not know, if there is one.
/// It gives way to them: what a constant is called depends on no message that it stands in.
fn named_variants(enumeration: &Enumeration) -> (Vec<String>, Option<String>) {
    let mut scope = Scope::default();
    let signs = Signs::of(enumeration.constants.iter().filter_map(|c| c.value.as_str()));
    let name = |constant: &Constant| match (&constant.name, &constant.value) {
        (Some(name), _) => variant(name),
        (None, Value::String(text)) => variant(&signs.spell(text)),
        (None, Value::Array(_) | Value::Object(_)) => "Composed".to_owned(),
        (None, Value::Number(number)) => variant(&written(number)),
        (None, value) => variant(&value.to_string()),
    };
    let constants = enumeration.constants.iter();
    let names = constants.map(|constant| scope.claim(name(constant))).collect();
    (names, enumeration.open.then(|| unknown(&mut scope)))
}
