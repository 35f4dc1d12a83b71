//! The normal form.

use openapiv3::OpenAPI;
use specwright_diagnostics::{Node, Origin, Pointer};

use crate::reference::step;

/// An API in OpenAPI 3.0, with what 3.0 cannot say in `x-specwright-*` keys:
///
/// | where | key | what |
/// |---|---|---|
/// | root | `webhooks` | path items by name |
/// | path item | `operations` | operations by method, `QUERY` among them |
/// | media type | `itemSchema` | the schema of each item of a stream |
/// | parameter | `in` | `querystring` |
/// | parameter | `style` | `cookie` |
/// | parameter | `allowReserved` | as in a query, in a path |
/// | parameter, encoding, items | `collectionFormat` | what style cannot say, as `tsv` |
/// | encoding | `style`, `explode`, `allowReserved` | as in 3.1, in a body that is no form |
/// | header | `explode` | as in a parameter |
/// | security scheme | `type` | `mutualTLS` (a scheme of type `http` called `mutual`) |
/// | schema | `types` | several types, where `type` is missing |
/// | schema | `prefixItems`, `items` | a tuple; `items: false` closes it |
/// | schema | `patternProperties`, `propertyNames`, `dependentRequired`, `dependentSchemas`, `if`, `then`, `else`, `contains`, `minContains`, `maxContains`, `unevaluatedProperties`, `unevaluatedItems`, `contentEncoding`, `contentMediaType`, `contentSchema` | as in JSON Schema 2020-12 |
/// | schema | `name` | its name, where a component cannot have it |
/// | schema | `examples` | the examples after the first |
/// | schema | `minimum`, `maximum`, `multipleOf` | limits of an integer beyond `i64` |
/// | schema | `xml` | as in OpenAPI, which [`openapiv3`] passes over |
/// | security scheme | `undeclared` | `true` for one that is required and that the document lacks |
/// | request body | `name` | the name of the parameter that it was in 2.0 |
///
/// Further keys of 3.1 and 3.2 that only describe keep their names behind `x-specwright-`:
/// `summary` of the info, `identifier` of a licence, `name` of a server and the like.
///
/// References lead to components alone. Path items and callbacks of operations are in place.
/// `nullable` says whether null is admitted, also where `enum` or several types stand beside it.
#[derive(Clone, Debug)]
pub struct Normal {
    /// The API.
    pub api: OpenAPI,
    /// The tree it was made from, where every node knows its origin.
    pub(crate) tree: Node,
}

impl Normal {
    /// Where a part of the normal form comes from, by its JSON pointer. What stands in no
    /// document has the origin of the closest thing around it that does.
    pub fn origin(&self, pointer: &Pointer) -> Origin {
        let mut node = &self.tree;
        let mut origin = node.origin;
        for segment in &pointer.0 {
            let Some(next) = step(node, segment) else { break };
            node = next;
            origin = node.origin.or(origin);
        }
        origin
    }

    /// The whole as a tree in OpenAPI 3.0.
    pub fn tree(&self) -> &Node {
        &self.tree
    }
}

const SCHEMAS: &str = "#/components/schemas/";

/// The name of the schema that a reference leads to.
pub(crate) fn named(node: &Node) -> Option<String> {
    let name = node.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

/// The reference that leads to the schema of a name.
pub(crate) fn reference(name: &str) -> String {
    format!("{SCHEMAS}{}", name.replace('~', "~0").replace('/', "~1"))
}
