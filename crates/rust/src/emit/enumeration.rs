//! Enums of constants.

use quote::quote;
use serde_json::Value;
use specwright_ir::{Constant, Docs, Enumeration, TypeId};

use super::types::documentation;
use crate::docs;
use crate::file::Source;
use crate::names::{Scope, variant};
use crate::plan::Plan;
use crate::table::{json, literal, table};
use crate::ty::tokens;

const UNKNOWN: &str = "Unknown";

pub(super) fn write(plan: &Plan<'_>, id: TypeId, enumeration: &Enumeration, source: &mut Source) {
    let named = &plan.types[id.0];
    let name = tokens(&named.name);
    let words = enumeration.constants.iter().all(|c| c.value.is_string());
    let names = variants(enumeration);
    let docs = documentation(plan.api.get(id));
    let declared = enumeration.constants.iter().zip(&names).map(|(constant, name)| {
        let said = Docs { description: constant.description.clone(), ..Docs::default() };
        let docs = docs::attributes(&said, None);
        let name = tokens(name);
        quote!(#docs #name)
    });
    let unknown = enumeration.open.then(|| {
        let (name, ty) = (tokens(UNKNOWN), tokens(if words { "String" } else { "rt::Json" }));
        quote!(#[doc = " A value that the document does not know."] #name(#ty),)
    });
    let hash = words.then(|| quote!(Eq, Hash,));
    let more = plan.derives(id).into_iter().filter(|more| !(words && is_word(more)));
    source.items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #hash #(#more,)*)]
        pub enum #name { #(#declared,)* #unknown }
    });
    let mut lines: Vec<String> = enumeration
        .constants
        .iter()
        .zip(&names)
        .map(|(constant, name)| format!("{} => {name},", key(constant, words)))
        .collect();
    if enumeration.open {
        lines.push(format!("..{UNKNOWN}"));
    }
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

/// The variants' names, in order.
pub(super) fn variants(enumeration: &Enumeration) -> Vec<String> {
    let mut scope = Scope::with(&[UNKNOWN]);
    let name = |constant: &Constant| match (&constant.name, &constant.value) {
        (Some(name), _) => variant(name),
        (None, Value::String(text)) => variant(text),
        (None, Value::Array(_) | Value::Object(_)) => "Composed".to_owned(),
        (None, value) => variant(&value.to_string()),
    };
    enumeration.constants.iter().map(|constant| scope.claim(name(constant))).collect()
}
