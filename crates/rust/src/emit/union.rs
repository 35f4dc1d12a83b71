//! Enums of alternatives.

use quote::quote;
use serde_json::Value;
use specwright_ir::{Alternative, Tell, TypeId, Union};

use super::types::documentation;
use crate::file::Source;
use crate::names::{self, Scope};
use crate::plan::{Plan, alternative};
use crate::table::{json, literal, rules, table};
use crate::ty::{Bytes, tokens};

pub(super) fn write(plan: &Plan<'_>, id: TypeId, union: &Union, source: &mut Source) {
    let named = &plan.types[id.0];
    let name = tokens(&named.name);
    let mut scope = Scope::with(&["SelfType"]);
    let variants: Vec<(String, String, &Alternative)> = union
        .alternatives
        .iter()
        .map(|a| {
            let name = match alternative(&a.name).as_str() {
                "Self" => "SelfValue".to_owned(),
                name => name.to_owned(),
            };
            (scope.claim(name), plan.ty(&a.used, named.home, Bytes::Text), a)
        })
        .collect();
    let unknown = union.open.then(|| names::unknown(&mut scope));
    let docs = documentation(plan.api.get(id));
    let more = plan.derives(id);
    let declared = variants.iter().map(|(variant, ty, _)| {
        let (variant, ty) = (tokens(variant), tokens(ty));
        quote!(#variant(#ty))
    });
    let declared_unknown = unknown.as_deref().map(|name| {
        let name = tokens(name);
        quote!(#[doc = " A value that the document does not know."] #name(rt::Json),)
    });
    source.items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq #(, #more)*)]
        pub enum #name { #(#declared,)* #declared_unknown }
    });
    // Two variants of one type, whatever it is called, have no `From`: it would not say which.
    let bare: Vec<String> = variants
        .iter()
        .map(|(_, _, a)| plan.ty(&plan.unaliased(&a.used), named.home, Bytes::Text))
        .collect();
    for (index, (variant, ty, _)) in variants.iter().enumerate() {
        let twins = bare.iter().filter(|other| **other == bare[index]).count();
        let is_unknown = union.open && bare[index] == "rt::Json";
        if twins > 1 || is_unknown {
            continue;
        }
        let (variant, ty) = (tokens(variant), tokens(ty));
        source.items(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self { Self::#variant(value) }
            }
        });
    }
    let line = |(variant, _, a): &(String, String, &Alternative)| {
        let rules = rules(plan.api, &a.used);
        let rules = if rules.is_empty() { rules } else { format!(";{rules}") };
        let tagged = if a.tell.tag.is_some() { " => tagged" } else { "" };
        format!("{variant}: {}{tagged}{rules},", test(&a.tell))
    };
    let mut lines: Vec<String> = variants.iter().map(line).collect();
    lines.extend(unknown.map(|name| format!("..{name}")));
    let exclusive = if union.exclusive { " exclusive" } else { "" };
    source.text(table("union", &format!("{}{exclusive}", named.name), &lines));
}

/// What tells a variant's values apart, as the tables write it.
fn test(tell: &Tell) -> String {
    let mut kinds = tell.kinds.iter().map(|kind| format!("{kind}()"));
    let mut text = kinds.next().unwrap_or_else(|| "any()".to_owned());
    for kind in kinds {
        text.push_str(&format!(".or({kind})"));
    }
    if !tell.has.is_empty() {
        let keys: Vec<String> = tell.has.iter().map(|key| literal(key)).collect();
        text.push_str(&format!(".has(&[{}])", keys.join(", ")));
    }
    let words = [("equals", &tell.equals), ("like", &tell.like), ("unlike", &tell.unlike)];
    for (word, constants) in words {
        let pair = |(key, values): &(String, Vec<Value>)| {
            let values: Vec<String> = values.iter().map(json).collect();
            format!("({}, &[{}])", literal(key), values.join(", "))
        };
        let pairs: Vec<String> = constants.iter().map(pair).collect();
        if !pairs.is_empty() {
            text.push_str(&format!(".{word}(&[{}])", pairs.join(", ")));
        }
    }
    if let Some((key, constant)) = &tell.tag {
        text.push_str(&format!(".tag({}, {})", literal(key), json(constant)));
    }
    text
}
