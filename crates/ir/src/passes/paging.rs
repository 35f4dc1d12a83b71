//! Which operations answer in pages, and what leads from one page to the next.
//!
//! Names are evidence only where two of them agree: a parameter of the query and what the answer
//! has for it. Where there is doubt, as with two arrays that might be the items, there are no
//! pages: a wrong guess would be worse than none.
//!
//! ```text
//! Link      a documented header `Link`, and a parameter that pages go by
//! URL       `next_url`, `links.next`, or `next` that is a URI
//! cursor    `next_cursor` for `cursor`, `next_token` for `next_token`, `paging.next.after` for `after`
//! offset    `offset` or `skip`, beside `limit`
//! page      `page` whose first number is known, beside `per_page`
//! ```

use crate::{
    Api, Codec, Constraint, Field, Kind, Location, Next, Object, Operation, Paging, Parameter,
    Response, Shape, Use,
};

/// How deep fields are looked for in an answer.
const DEPTH: usize = 3;

const CURSORS: &[&str] = &["cursor", "after", "pagetoken", "nexttoken", "continuationtoken"];
const OFFSETS: &[&str] = &["offset", "skip"];
const PAGES: &[&str] = &["page", "pagenumber", "pagenum", "pageno"];
const SIZES: &[&str] =
    &["limit", "count", "take", "top", "perpage", "pagesize", "size", "maxresults", "pagelimit"];
/// What parameters are called, in part, that say where in a list a page begins.
const PLACES: &[&str] = &[
    "cursor",
    "token",
    "after",
    "page",
    "offset",
    "start",
    "marker",
    "continuation",
    "skip",
    "next",
];
/// What objects are called, in part, that hold a page or tell of it.
const AROUND: &[&str] = &[
    "meta",
    "page",
    "paging",
    "pagination",
    "link",
    "next",
    "cursor",
    "data",
    "result",
    "response",
];
/// Arrays that stand beside a page's items.
const ASIDE: &[&str] = &["errors", "warnings", "messages", "links"];

pub(super) fn run(api: &mut Api) {
    let found: Vec<Option<Paging>> =
        api.operations.iter().map(|operation| paging(api, operation)).collect();
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging;
    }
}

fn paging(api: &Api, operation: &Operation) -> Option<Paging> {
    if operation.method != "GET" {
        return None;
    }
    let (response, body) = page(operation)?;
    let answer = Answer::of(api, body);
    let (items, item) = answer.items(api, body)?;
    let query = Query::of(api, operation);
    let (next, total) = next(api, response, &answer, &query)?;
    let more = answer.only(is_more);
    let more = more.map(|field| field.way.clone());
    Some(Paging { next, items, item: item.clone(), more, total })
}

/// What leads on, and the field that says how far.
fn next(
    api: &Api,
    response: &Response,
    answer: &Answer<'_>,
    query: &Query<'_>,
) -> Option<(Next, Option<Vec<String>>)> {
    let linked = response.headers.iter().any(|header| header.name.eq_ignore_ascii_case("link"));
    if linked && query.goes_by_pages() {
        return Some((Next::Link, None));
    }
    let is_list = query.goes_by_pages() || answer.scalars.iter().any(is_previous);
    let url = answer.only(is_next_url).filter(|field| is_list || field.name.len() > "next".len());
    if let Some(url) = url {
        return Some((Next::Url(url.way.clone()), None));
    }
    if let Some(cursor) = cursor(api, answer, query) {
        return Some((cursor, None));
    }
    // A cursor that no parameter takes says that counting is not how it goes.
    if answer.scalars.iter().any(is_place_elsewhere) {
        return None;
    }
    query.one_of(SIZES)?;
    let total = |names: &[&str]| {
        let total = answer.only(|field| {
            matches!(field.used.kind, Kind::Integer(_)) && names.contains(&&field.name[..])
        });
        total.map(|field| field.way.clone())
    };
    match (query.integer(OFFSETS), query.integer(PAGES)) {
        (Some(offset), None) => {
            let parameter = offset.name.clone();
            let total = total(&["total", "totalcount", "totalitems", "totalresults"]);
            first_number(offset).is_none_or(|first| first == 0).then_some(())?;
            Some((Next::Offset { parameter }, total))
        }
        (None, Some(page)) => {
            let (parameter, first) = (page.name.clone(), first_number(page)?);
            let total = total(&["totalpages", "pagecount", "numpages", "lastpage"]);
            matches!(first, 0 | 1).then_some((Next::Page { parameter, first }, total))
        }
        _ => None,
    }
}

/// The number that a parameter has where it is not given: its default, else its minimum.
fn first_number(parameter: &Parameter) -> Option<i64> {
    let minimum = parameter.used.constraints.iter().find_map(|constraint| match constraint {
        Constraint::Minimum(minimum) => Some(*minimum as i64),
        Constraint::ExclusiveMinimum(minimum) => Some(*minimum as i64 + 1),
        _ => None,
    });
    parameter.default.as_ref().and_then(serde_json::Value::as_i64).or(minimum)
}

fn is_more(field: &Scalar<'_>) -> bool {
    field.used.kind == Kind::Boolean
        && matches!(&field.name[..], "hasmore" | "hasnext" | "hasnextpage")
}

fn is_place_elsewhere(field: &Scalar<'_>) -> bool {
    let is_named = field.name.contains("cursor")
        || field.name.strip_prefix("next").is_some_and(|rest| !rest.is_empty());
    is_named && !is_more(field)
}

/// Whether a field leads back, alone or as an object around its URL.
fn is_previous(field: &Scalar<'_>) -> bool {
    let is = |name: &str| matches!(name, "previous" | "prev");
    is(&field.name) || field.parents.last().is_some_and(|parent| is(parent))
}

fn is_next_url(field: &Scalar<'_>) -> bool {
    let is_uri = field.used.constraints.iter().any(|constraint| {
        matches!(constraint, Constraint::Format(name) if name.starts_with("uri") || name == "url")
    });
    let parent = field.parents.last().map(String::as_str);
    let is_named = match &field.name[..] {
        "nexturl" | "nexturi" | "nextlink" | "nextpageurl" | "nextpageuri" | "nextpagelink"
        | "odatanextlink" => true,
        "next" => is_uri || matches!(parent, Some("links" | "link")),
        "href" | "url" => parent == Some("next"),
        _ => false,
    };
    is_named && matches!(field.used.kind, Kind::String(_))
}

/// A field and a parameter that mean the same place in a list: by the same name, else by names
/// that are used for the same.
fn cursor(api: &Api, answer: &Answer<'_>, query: &Query<'_>) -> Option<Next> {
    let found = |means: fn(&Answer<'_>, &Scalar<'_>, &str) -> bool| {
        let mut found = Vec::new();
        for field in &answer.scalars {
            for (name, parameter) in &query.0 {
                let kind = &api.resolve(&parameter.used).kind;
                if means(answer, field, name) && is_cursor(&field.used.kind) && is_cursor(kind) {
                    found.push((field, *parameter));
                }
            }
        }
        found
    };
    let mut pairs = found(|_, field, parameter| is_next_of(field, parameter));
    if pairs.is_empty() {
        pairs = found(is_used_for);
    }
    match pairs[..] {
        [(field, parameter)] => {
            Some(Next::Cursor { parameter: parameter.name.clone(), field: field.way.clone() })
        }
        _ => None,
    }
}

fn is_next_of(field: &Scalar<'_>, parameter: &str) -> bool {
    let of_place = PLACES.iter().any(|word| parameter.contains(word));
    let same = field.name == parameter;
    let within = field.parents.iter().any(|parent| parent == "next");
    of_place
        && !SIZES.contains(&parameter)
        && (field.name.strip_prefix("next") == Some(parameter)
            || same
                && (parameter.starts_with("next") || parameter == "continuationtoken" || within))
}

fn is_used_for(answer: &Answer<'_>, field: &Scalar<'_>, parameter: &str) -> bool {
    let ends = answer.scalars.iter().any(|field| field.name == "hasnextpage");
    match &field.name[..] {
        "nextcursor" => matches!(parameter, "after" | "aftercursor"),
        "endcursor" => ends && matches!(parameter, "after" | "cursor"),
        _ => false,
    }
}

/// Whether a place in a list may be such a value. In the query a number is its text, so that the field
/// and the parameter need not be of one kind.
fn is_cursor(kind: &Kind) -> bool {
    matches!(kind, Kind::String(_) | Kind::Integer(_))
}

/// The one success that has a body, if that is JSON.
fn page(operation: &Operation) -> Option<(&Response, &Use)> {
    let mut successes = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success() && !response.media.is_empty());
    let response = successes.next().filter(|_| successes.next().is_none())?;
    match &response.media[..] {
        [media] if media.codec == Codec::Json => Some((response, &media.used)),
        _ => None,
    }
}

/// Letters and digits of a name, in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The parameters of the query, by their plain names.
struct Query<'a>(Vec<(String, &'a Parameter)>, &'a Api);

impl<'a> Query<'a> {
    fn of(api: &'a Api, operation: &'a Operation) -> Query<'a> {
        let query = operation.parameters.iter().filter(|p| p.location == Location::Query);
        Query(query.map(|parameter| (plain(&parameter.name), parameter)).collect(), api)
    }

    /// The parameter that has one of these names, if no other has.
    fn one_of(&self, names: &[&str]) -> Option<&'a Parameter> {
        let mut found = self.0.iter().filter(|(name, _)| names.contains(&&name[..]));
        found.next().filter(|_| found.next().is_none()).map(|(_, parameter)| *parameter)
    }

    fn integer(&self, names: &[&str]) -> Option<&'a Parameter> {
        self.one_of(names).filter(|p| matches!(self.1.resolve(&p.used).kind, Kind::Integer(_)))
    }

    fn goes_by_pages(&self) -> bool {
        [CURSORS, OFFSETS, PAGES, SIZES].iter().any(|names| self.one_of(names).is_some())
    }
}

/// A field of an answer that is no list or object.
struct Scalar<'a> {
    way: Vec<String>,
    /// The plain names of the objects around it.
    parents: Vec<String>,
    /// Its plain name.
    name: String,
    used: &'a Use,
}

/// The fields of an answer.
#[derive(Default)]
struct Answer<'a> {
    scalars: Vec<Scalar<'a>>,
    /// The arrays of each depth, from the body's own fields.
    arrays: [Vec<(Vec<String>, &'a Use)>; DEPTH],
}

impl<'a> Answer<'a> {
    fn of(api: &'a Api, body: &'a Use) -> Answer<'a> {
        let mut answer = Answer::default();
        if let Some(object) = object(api, body) {
            answer.gather(api, object, &[], 0);
        }
        answer
    }

    fn gather(&mut self, api: &'a Api, object: &'a Object, way: &[String], depth: usize) {
        // What is all there is of an answer is the answer, whatever it is called.
        let only = depth == 0 && object.fields.len() == 1;
        for Field { name, used, .. } in &object.fields {
            let here: Vec<String> = way.iter().chain([name]).cloned().collect();
            let name = plain(name);
            match (&api.resolve(used).kind, self::object(api, used)) {
                (Kind::Array(item), _) if !ASIDE.contains(&&name[..]) => {
                    self.arrays[depth].push((here, item));
                }
                (_, Some(inner)) => {
                    let around = only || AROUND.iter().any(|word| name.contains(word));
                    if depth + 1 < DEPTH && around {
                        self.gather(api, inner, &here, depth + 1);
                    }
                }
                (Kind::Array(_), _) => {}
                _ => {
                    let parents = way.iter().map(|name| plain(name)).collect();
                    self.scalars.push(Scalar { way: here, parents, name, used: api.resolve(used) });
                }
            }
        }
    }

    /// The only array of the outermost depth that has any.
    fn items(&self, api: &'a Api, body: &'a Use) -> Option<(Vec<String>, &'a Use)> {
        if let Kind::Array(item) = &api.resolve(body).kind {
            return (item.kind != Kind::Any).then_some((Vec::new(), item));
        }
        match &self.arrays.iter().find(|arrays| !arrays.is_empty())?[..] {
            [(way, item)] => Some((way.clone(), item)),
            _ => None,
        }
    }

    /// The field that is such, if no other is.
    fn only(&self, is: impl Fn(&Scalar<'_>) -> bool) -> Option<&Scalar<'a>> {
        let mut found = self.scalars.iter().filter(|field| is(field));
        found.next().filter(|_| found.next().is_none())
    }
}

fn object<'a>(api: &'a Api, used: &'a Use) -> Option<&'a Object> {
    match api.resolve(used).kind {
        Kind::Type(id) => match &api.get(id).shape {
            Shape::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}
