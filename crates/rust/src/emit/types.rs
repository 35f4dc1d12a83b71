//! `src/types.rs`: every named schema, and the inline types below it; or a file for each of them.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{Owner, Shape, Type, TypeId};

use super::{enumeration, file, head, object, union};
use crate::File;
use crate::docs;
use crate::file::Source;
use crate::names::{self, Scope, type_name};
use crate::parallel;
use crate::plan::{Home, Plan};
use crate::ty::{Bytes, tokens};

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    let all = (0..plan.types.len()).filter(|index| plan.types[*index].home == Home::Types);
    let mut modules: IndexMap<&str, Vec<usize>> = IndexMap::new();
    let (own, rest): (Vec<usize>, Vec<usize>) =
        all.partition(|index| plan.config.choices.file_per_schema && owner(plan, *index).is_some());
    for index in own {
        modules.entry(owner(plan, index).unwrap_or_default()).or_default().push(index);
    }
    // `types` itself has the runtime by this name.
    let mut taken = Scope::with(&["rt"]);
    let names: Vec<String> = modules
        .keys()
        .map(|schema| taken.claim(names::module(&type_name(schema), "schema")))
        .collect();
    let mut source = Source::new(&head(plan));
    source.text("//! The types of the document's schemas, in its order.".to_owned());
    if !rest.is_empty() {
        source.items(quote!(
            use crate::rt;
        ));
    }
    let idents: Vec<TokenStream> = names.iter().map(|name| tokens(name)).collect();
    source.items(quote!(#(pub mod #idents;)*));
    source.items(quote!(#(pub use self::#idents::*;)*));
    append(plan, &rest, &mut source);
    let mut files = vec![file("src/types.rs", without_unused(source.finish()))];
    for ((schema, types), name) in modules.into_iter().zip(names) {
        let path = format!("src/types/{}.rs", name.trim_start_matches("r#"));
        files.push(file(&path, module(plan, schema, &types)));
    }
    files
}

/// The schema that a type is, or is inline in.
fn owner<'p>(plan: &'p Plan<'_>, index: usize) -> Option<&'p str> {
    match &plan.api.get(TypeId(index)).place.owner {
        Owner::Schema(name) => Some(name),
        _ => None,
    }
}

/// The file of a schema.
fn module(plan: &Plan<'_>, schema: &str, types: &[usize]) -> String {
    let mut source = Source::new(&head(plan));
    source.text(format!("//! The schema `{}`.", schema.replace(['`', '\n', '\r'], "'")));
    // A schema may need no other.
    source.items(quote! {
        use crate::rt;
        #[allow(unused_imports)]
        use super::*;
    });
    append(plan, types, &mut source);
    without_unused(source.finish())
}

fn append(plan: &Plan<'_>, types: &[usize], source: &mut Source) {
    let written = parallel::map(types.len(), |at| {
        let mut part = Source::default();
        write(plan, TypeId(types[at]), &mut part);
        part
    });
    written.into_iter().for_each(|part| source.append(part));
}

/// Leaves out the import of the runtime where nothing of it is named.
pub(super) fn without_unused(text: String) -> String {
    let used =
        text.lines().any(|line| line.contains("rt::") && !line.trim_start().starts_with("///"));
    if used { text } else { text.replacen("\nuse crate::rt;\n", "", 1) }
}

/// Writes a type and its table.
pub(super) fn write(plan: &Plan<'_>, id: TypeId, source: &mut Source) {
    let ty = plan.api.get(id);
    if let Some(own) = plan.own_type(id) {
        let (name, own, docs) = (tokens(&plan.types[id.0].name), tokens(own), documentation(ty));
        source.items(quote!(#docs pub type #name = #own;));
        return;
    }
    match &ty.shape {
        Shape::Object(shape) => object::write(plan, id, shape, source),
        Shape::Enumeration(shape) => enumeration::write(plan, id, shape, source),
        Shape::Union(shape) => union::write(plan, id, shape, source),
        Shape::Alias(used) => {
            let named = &plan.types[id.0];
            let target = specwright_ir::Use { nullable: false, ..used.clone() };
            let (name, target) =
                (tokens(&named.name), tokens(&plan.ty(&target, named.home, Bytes::Text)));
            let docs = documentation(ty);
            source.items(quote!(#docs pub type #name = #target;));
        }
        Shape::Wrapper(used) => {
            let named = &plan.types[id.0];
            let (name, inner) =
                (tokens(&named.name), tokens(&plan.ty(used, named.home, Bytes::Text)));
            let docs = documentation(ty);
            let more = plan.derives(id);
            source.items(quote! {
                #docs
                #[derive(Clone, Debug, PartialEq #(, #more)*)]
                pub struct #name(pub #inner);
            });
            source.text(format!("rt::wrapper!({});", named.name));
        }
    }
}

/// The documentation of a type: what the document says, else what it is called there.
pub(super) fn documentation(ty: &Type) -> TokenStream {
    docs::attributes(&ty.docs, fallback(ty).as_deref())
}

/// Where a type stands, unless its name says it.
fn fallback(ty: &Type) -> Option<String> {
    use specwright_ir::Step;
    let last = ty.place.steps.iter().rev().find_map(|step| match step {
        Step::Property(name) | Step::Parameter(name) | Step::Header(name) => Some(name.as_str()),
        _ => None,
    });
    Some(match (&ty.place.owner, last) {
        (Owner::Schema(name), None) if crate::names::type_name(name) == *name => return None,
        (_, Some(name)) => format!("What `{}` holds.", name.replace('`', "'")),
        (Owner::Schema(name), None) => format!("The schema `{}`.", name.replace('`', "'")),
        (Owner::Component(_, name), None) => format!("What `{}` holds.", name.replace('`', "'")),
        (_, None) if ty.place.steps.contains(&Step::Body) => "What the request holds.".to_owned(),
        (_, None) => "What the response holds.".to_owned(),
    })
}
