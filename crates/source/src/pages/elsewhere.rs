//! Pages that name operations and leave their description to a file, from which their site shows it.
//!
//! ```text
//! openapi: api/openapi.json get /pets                      Mintlify, in front matter or alone on a line
//! {% openapi src="pets.yaml" path="/pets" method="get" %}  GitBook
//! api: { file: pets.json, operationId: getPets }           ReadMe, a line each, in front matter
//! ```

use std::collections::HashMap;
use std::ops::Range;

use indexmap::IndexSet;

use super::tags::Tag;
use super::{Page, method, mintlify, tags};
use crate::load::Refusal;
use crate::outline::Kind;
use crate::{codes, detect};

/// An operation or a schema that is named.
struct Named<'a> {
    operation: String,
    /// What describes it, where the page says so.
    file: Option<&'a str>,
    range: Range<usize>,
}

/// Names the operation that people describe in components of the site, as `<ParamField>`, or in the
/// blocks of an editor below what the front matter says of its endpoint.
pub(super) fn in_components(page: &Page) -> Option<Refusal> {
    let endpoint = front_matter(page).find_map(|(line, range)| {
        let words = line.strip_prefix("api:")?.trim().trim_matches(['"', '\'']);
        Some((mintlify::announced(words)?.describe(), range))
    });
    let in_blocks = || {
        let of_api = of_api(page);
        let method = method(of_api.get("method")?.0)?.to_uppercase();
        let (url, range) = of_api.get("url")?.clone();
        Some((format!("`{method} {url}`"), range))
    };
    let fields = || Some(("an operation".to_owned(), fields(page)?));
    let (operation, range) = endpoint.or_else(in_blocks).or_else(fields)?;
    let message = format!("the page describes {operation} in components of its site");
    let refusal = Refusal::new(&codes::UNSUPPORTED_FORMAT, range, message);
    let note = "fields such as `<ParamField>`, and blocks of an editor, are written by hand, and are not \
        read";
    Some(refusal.note(note).help("use the vendor's OpenAPI file, if there is one"))
}

/// The lines of the front matter, and where they are.
fn front_matter<'a>(page: &Page<'a>) -> impl Iterator<Item = (&'a str, Range<usize>)> {
    let front = page.blocks.first().filter(|block| block.kind == Kind::FrontMatter);
    let range = front.map_or(0..0, |front| front.range.clone());
    let mut at = range.start;
    page.slice(&range).split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        (line, start..start + line.len())
    })
}

/// What the front matter says below `api:`, by its keys.
fn of_api<'a>(page: &Page<'a>) -> HashMap<&'a str, (&'a str, Range<usize>)> {
    let lines = front_matter(page).skip_while(|(line, _)| *line != "api:").skip(1);
    let below = lines.take_while(|(line, _)| line.starts_with(' '));
    let mut said = HashMap::new();
    for (line, range) in below {
        if let Some((key, value)) = line.trim().split_once(": ") {
            let value = value.trim().trim_matches(['"', '\'']);
            said.entry(key).or_insert((value, range));
        }
    }
    said
}

/// The line of the first field of a component.
fn fields(page: &Page) -> Option<Range<usize>> {
    page.blocks.iter().filter(|block| block.kind == Kind::Text).find_map(|block| {
        let text = page.slice(&block.range);
        let at =
            ["<ParamField ", "<ResponseField "].iter().filter_map(|tag| text.find(tag)).min()?;
        Some(detect::line(&page.file.text, block.range.start + at))
    })
}

/// Names what a fence holds that is a document, and not of OpenAPI.
pub(super) fn foreign(page: &Page) -> Option<Refusal> {
    page.blocks.iter().find_map(|block| {
        let Kind::Fence { body, .. } = &block.kind else { return None };
        let text = page.slice(body);
        let what = detect::foreign_document(text)?;
        let start = body.start + text.len() - text.trim_start().len();
        let first = page.file.text[start..].lines().next().unwrap_or_default().trim_end();
        let message = format!("this page holds {what}, and no document of OpenAPI");
        let refusal = Refusal::new(&codes::UNSUPPORTED_FORMAT, start..start + first.len(), message);
        Some(refusal.help("use the vendor's OpenAPI file, if it describes this too"))
    })
}

/// Says what to use in the place of such a page.
pub(super) fn reject(page: &Page) -> Option<Refusal> {
    let named = named(page);
    let first = named.first()?;
    let operation = &first.operation;
    let message = match named.len() - 1 {
        0 => format!("the page names {operation} and does not describe it"),
        more => format!("the page names {operation} and {more} more, and describes none of them"),
    };
    let file = named.iter().find_map(|named| named.file);
    let help = match file {
        Some(file) => format!("use `{file}`, from which the site takes the description"),
        None => {
            "use the vendor's OpenAPI file, from which the site takes the description".to_owned()
        }
    };
    Some(Refusal::new(&codes::NO_API, first.range.clone(), message).help(help))
}

/// The files that describe what a page names, each once; an empty name for one that it does not say.
pub(super) fn files(page: &Page) -> Vec<String> {
    let files = named(page).into_iter().map(|named| named.file.unwrap_or_default().to_owned());
    files.collect::<IndexSet<String>>().into_iter().collect()
}

fn named<'a>(page: &Page<'a>) -> Vec<Named<'a>> {
    let in_tags = tags::find(page).into_iter().filter_map(|tag| in_tag(page, tag));
    let in_lines = page.blocks.iter().flat_map(|block| {
        let is_front = block.kind == Kind::FrontMatter;
        let is_read = is_front || block.kind == Kind::Text;
        let text = if is_read { page.slice(&block.range) } else { "" };
        let mut at = block.range.start;
        text.split_inclusive('\n').filter_map(move |line| {
            let start = at;
            at += line.len();
            in_line(line.trim_end(), is_front, start)
        })
    });
    in_tags.chain(in_lines).chain(in_front(page)).collect()
}

/// An operation or a schema of a file, as front matter names it.
fn in_front<'a>(page: &Page<'a>) -> Option<Named<'a>> {
    let of_api = of_api(page);
    if let (Some((file, range)), Some((id, _))) = (of_api.get("file"), of_api.get("operationId")) {
        let operation = format!("`{id}`");
        return Some(Named { operation, file: Some(*file), range: range.clone() });
    }
    front_matter(page).find_map(|(line, range)| {
        let words = line.strip_prefix("openapi-schema:")?.trim().trim_matches(['"', '\'']);
        let (file, name) =
            words.rsplit_once(' ').map_or((None, words), |(f, name)| (Some(f), name));
        let operation = format!("the schema `{name}`");
        (!name.is_empty()).then_some(Named { operation, file, range })
    })
}

fn in_tag<'a>(page: &Page<'a>, tag: Tag<'a>) -> Option<Named<'a>> {
    let known = ["openapi", "openapi-operation", "swagger"].contains(&tag.name);
    let source = tag.get("src").or_else(|| tag.get("spec")).filter(|_| known)?;
    let operation = format!("`{} {}`", tag.get("method")?.to_uppercase(), tag.get("path")?);
    let file = if tag.get("src").is_some() { source } else { link(page, &tag).unwrap_or(source) };
    Some(Named { operation, file: Some(file), range: tag.range })
}

/// The link below a tag that names its file by a word, without what only lets one in for a while.
fn link<'a>(page: &Page<'a>, tag: &Tag) -> Option<&'a str> {
    let text: &'a str = &page.file.text;
    let line = text[tag.range.end..].lines().nth(1)?;
    let (_, url) = line.strip_prefix('[')?.split_once("](")?;
    let url = url.split([')', '?', ' ']).next()?;
    url.contains(['/', '.']).then_some(url)
}

fn in_line(line: &str, is_front: bool, start: usize) -> Option<Named<'_>> {
    let words = match is_front {
        true => line.strip_prefix("openapi:")?.trim().trim_matches(['"', '\'']),
        false => line,
    };
    let announced = mintlify::announced(words)?;
    let is_file = |file: &&str| [".json", ".yaml", ".yml"].iter().any(|end| file.ends_with(end));
    let file = announced.file.filter(is_file);
    // On a line of prose the file tells it from any other that ends so.
    let is_alone = words.split_whitespace().count() == if file.is_some() { 3 } else { 2 };
    if !is_alone || !is_front && file.is_none() {
        return None;
    }
    let operation = announced.describe();
    Some(Named { operation, file, range: start..start + line.len() })
}
