//! The discriminators of bases: `allOf - discriminator: Pet.kind`, which widdershins writes where
//! a schema is made of one.

use std::ops::Range;

use crate::draft::Draft;
use crate::outline::Kind;
use crate::pages::Page;

const MARK: &str = " - discriminator: ";

/// The words that combine variants, without the discriminator behind them.
pub(super) fn words(text: &str) -> &str {
    text.split_once(MARK).map_or(text, |(words, _)| words)
}

/// Gives the schemas that are named so their discriminators, where they have the property.
pub(super) fn discriminate(page: &Page, document: &mut Draft) {
    let texts = page.blocks.iter().filter(|block| block.kind == Kind::Text);
    for range in texts.map(|block| block.range.clone()) {
        let Some((base, property)) = named(page, &range) else { continue };
        let schemas = document.get_mut("components").and_then(|c| c.get_mut("schemas"));
        let Some(schema) = schemas.and_then(|schemas| schemas.get_mut(base)) else { continue };
        let known = schema.get("properties").is_some_and(|all| all.get(property).is_some());
        if known && schema.get("discriminator").is_none() {
            let value = Draft::object(range).with("propertyName", property);
            schema.set("discriminator", value);
        }
    }
}

/// A base and its property, where a line names them.
fn named<'a>(page: &Page<'a>, range: &Range<usize>) -> Option<(&'a str, &'a str)> {
    let text = page.slice(range).trim();
    // Words in emphasis end as they begin.
    let mark = text.chars().next().filter(|sign| matches!(sign, '*' | '_'));
    let (_, named) = text.split_once(MARK)?;
    mark.map_or(named, |mark| named.trim_end_matches(mark)).trim().rsplit_once('.')
}
