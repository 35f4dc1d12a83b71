//! The normal form as a document for other tools.

use crate::Normal;

/// The normal form in YAML: an OpenAPI 3.0.3 document.
pub fn to_yaml(normal: &Normal) -> String {
    // The tree has string keys and finite numbers only, which YAML can always hold.
    serde_yaml::to_string(&normal.tree.to_json()).unwrap_or_default()
}
