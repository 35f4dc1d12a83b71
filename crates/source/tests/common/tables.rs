//! Pages of tables, for the tests about them.

use serde_json::Value;

use super::text;

/// The head of a table of properties.
pub(crate) const HEAD: &str =
    "|Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n";

/// The head of a table of responses.
pub(crate) const FINE: &str = "|Status|Meaning|Description|Schema|\n|---|---|---|---|\n";

/// A page of widdershins with one schema, by the rows of its tables and its example.
pub(crate) fn page(example: &str, tables: &str) -> String {
    format!(
        "<!-- Generator: Widdershins v4.0.1 -->\n\n<h1 id=\"t\">T v1</h1>\n\n## a\n\n`GET /a`\n\n\
         <h3 id=\"a-responses\">Responses</h3>\n\n|Status|Meaning|Description|Schema|\n\
         |---|---|---|---|\n|200|OK|Fine|[Pet](#schemapet)|\n\n# Schemas\n\n\
         <h2 id=\"tocS_Pet\">Pet</h2>\n\n```json\n{example}\n```\n\nA pet.\n\n### Properties\n\n{tables}"
    )
}

/// The responses of a page with this table of them.
pub(crate) fn responses(table: &str) -> Value {
    let page = format!("# T\n\n## a\n\n`GET /a`\n\n{table}");
    text("pets.md", &page).tree()["paths"]["/a"]["get"]["responses"].clone()
}
