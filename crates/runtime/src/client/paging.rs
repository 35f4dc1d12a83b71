//! Answers that come in pages, as one stream.

use http::HeaderMap;
use http::header::LINK;
use http::response::Parts;

use super::call::understand;
use super::error::Failed;
use super::exchange::Exchange;
use super::{Call, Error, Undocumented};
use crate::media::{Message, Slot};
use crate::operation::{Operation, Route};
use crate::wire::{Wire, from_json, strict};
use crate::{Json, Stream};

/// An operation whose answers come in pages, as its table says.
pub trait Paged: Operation {
    /// An item of a page.
    type Item: Wire + Send + 'static;

    /// How the pages follow one another.
    const PAGING: Paging;
}

/// Says of the `Request` beside it how the answers follow one another: what an item is, what
/// leads to the next page, and where the items stand, as JSON pointers into a page (RFC 6901).
///
/// ```
/// # use specwright_runtime as rt;
/// # pub struct Request {
/// #     pub after: Option<String>,
/// # }
/// # pub type Success = rt::Json;
/// # pub enum Failure { Other(rt::Response) }
/// # rt::operation!("GET" "/names" (status, value) {
/// #     after: optional query("after"),
/// #     => 200: Ok(value) json "application/json",
/// # });
/// rt::paged!(String: cursor("after", "/paging/next").items("/names"));
/// ```
#[macro_export]
macro_rules! paged {
    ($Item:ty: $paging:expr) => {
        $crate::__client! {
            impl $crate::client::Paged for Request {
                type Item = $Item;

                const PAGING: $crate::client::Paging = {
                    #[allow(unused_imports)] // those that the table does not use
                    use $crate::client::paging::*;
                    $paging
                };
            }
        }
    };
}

/// How the pages of an operation follow one another.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    next: Next,
    items: &'static str,
    more: Option<&'static str>,
    total: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
enum Next {
    Link,
    Url(&'static str),
    Cursor(&'static str, &'static str),
    Page(&'static str, i64),
    Offset(&'static str),
}

const fn by(next: Next) -> Paging {
    Paging { next, items: "", more: None, total: None }
}

/// By the header `Link` (RFC 8288).
pub const fn link() -> Paging {
    by(Next::Link)
}

/// By a field that holds the next page's URL.
pub const fn url(field: &'static str) -> Paging {
    by(Next::Url(field))
}

/// By a parameter of the query, whose next value a field holds.
pub const fn cursor(parameter: &'static str, field: &'static str) -> Paging {
    by(Next::Cursor(parameter, field))
}

/// By the number of the page in the query, and that of the first page.
pub const fn page(parameter: &'static str, first: i64) -> Paging {
    by(Next::Page(parameter, first))
}

/// By how many items come before the page.
pub const fn offset(parameter: &'static str) -> Paging {
    by(Next::Offset(parameter))
}

impl Paging {
    /// Where the items stand; else the page is the array of them.
    #[must_use]
    pub const fn items(mut self, field: &'static str) -> Paging {
        self.items = field;
        self
    }

    /// The field that says whether there is a next page.
    #[must_use]
    pub const fn more(mut self, field: &'static str) -> Paging {
        self.more = Some(field);
        self
    }

    /// The field that says how many pages, or items, there are in all.
    #[must_use]
    pub const fn total(mut self, field: &'static str) -> Paging {
        self.total = Some(field);
        self
    }
}

/// The pages of a call that follow one another.
type Pages<T, O> = Stream<T, Error<<O as Operation>::Failure>>;

/// What was found on a page.
type Found<T, O> = Vec<Result<T, Error<<O as Operation>::Failure>>>;

impl<O: Paged> Call<O> {
    /// The items of this page and all that follow, as one stream. A page is asked for when the one
    /// before has been taken; timeout and retries are those of each page. The first failure of a
    /// call ends the stream, an item that does not read does not.
    ///
    /// ```no_run
    /// # use specwright_runtime::client::{Call, Error, Paged};
    /// # async fn f<O: Paged>(call: Call<O>) -> Result<(), Error<O::Failure>> {
    /// let mut items = call.items();
    /// while let Some(item) = items.next().await {
    ///     let item = item?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(self) -> Pages<O::Item, O> {
        self.walk(|page, found| {
            match page.json.as_ref().and_then(|json| json.pointer(O::PAGING.items)) {
                Some(Json::Array(items)) => {
                    let read = |(at, item)| {
                        page.item::<O::Item>(&format!("{}/{at}", O::PAGING.items), item)
                    };
                    let items = items.iter().enumerate().map(read);
                    found.extend(items.map(|item| item.map_err(Error::from)));
                }
                // No items, if the document allows that.
                _ => found.extend(page.understood::<O>().err().map(Err)),
            }
        })
    }

    /// This page and all that follow, as [`Call::items`] does with their items.
    pub fn pages(self) -> Pages<O::Success, O> {
        self.walk(|page, found| found.push(page.understood::<O>()))
    }

    fn walk<T: Send + 'static>(self, take: fn(Page, &mut Found<T, O>)) -> Pages<T, O> {
        let start = match self.exchange() {
            Ok(exchange) => {
                let walk = Walk { exchange, paging: O::PAGING, ahead: Ahead::Page };
                (Some(walk), Vec::new())
            }
            Err(unfit) => (None, vec![Err(Error::Request(O::ROUTE.into(), unfit.0))]),
        };
        Stream::fallible(futures_util::stream::unfold(start, move |(mut walk, mut found)| {
            async move {
                // `found` is kept in reverse.
                while found.is_empty() {
                    let page = walk.as_mut()?.page().await?;
                    match page {
                        Ok(page) => take(page, &mut found),
                        Err(failed) => {
                            walk = None;
                            found.push(Err(failed.into()));
                        }
                    }
                    found.reverse();
                }
                Some((found.pop()?, (walk, found)))
            }
        }))
    }
}

/// An answer that is a page, or says why there is none.
struct Page {
    route: Route,
    parts: Parts,
    body: Slot,
    /// The body of a success, if it reads.
    json: Option<Json>,
    strict: bool,
}

impl Page {
    fn understood<O: Operation>(mut self) -> Result<O::Success, Error<O::Failure>> {
        let message = Message::new(&self.parts.headers, &mut self.body);
        understand::<O>(self.parts.status, &self.parts.headers, message, self.strict)
    }

    /// The item at this place.
    fn item<T: Wire>(&self, place: &str, item: &Json) -> Result<T, Failed> {
        let read = || from_json::<T>(item);
        let (read, unnamed) =
            if self.strict { strict::strictly(read) } else { (read(), Vec::new()) };
        match read {
            Ok(_) if !unnamed.is_empty() => {
                let unnamed: Vec<String> =
                    unnamed.iter().map(|at| format!("{place}{at}")).collect();
                Err(self.undecoded(strict::describe(&unnamed)))
            }
            read => read.map_err(|_| {
                self.undecoded(format!("JSON of another shape than documented, at {place}"))
            }),
        }
    }

    fn undecoded(&self, why: String) -> Failed {
        let bytes = self.body.at_hand().cloned().unwrap_or_default();
        let Parts { status, headers, .. } = &self.parts;
        Failed::Decode(why, Undocumented::new(self.route, *status, headers.clone(), bytes))
    }
}

/// A walk from page to page.
struct Walk {
    exchange: Box<Exchange>,
    paging: Paging,
    ahead: Ahead,
}

/// What lies ahead of a walk.
enum Ahead {
    /// A page, for which the exchange is ready.
    Page,
    /// The end.
    End,
    /// What the last page says of the next makes no sense.
    Nonsense(Failed),
}

/// Where the next page is.
enum Step {
    Nowhere,
    To(String),
    With(&'static str, Json),
}

impl Walk {
    /// The next page; the walk is then ahead of the one that follows.
    async fn page(&mut self) -> Option<Result<Page, Failed>> {
        match std::mem::replace(&mut self.ahead, Ahead::End) {
            Ahead::Page => {}
            Ahead::End => return None,
            Ahead::Nonsense(failed) => return Some(Err(failed)),
        }
        let (parts, body) = match self.exchange.run().await {
            Ok(answer) => answer,
            Err(failed) => return Some(Err(failed)),
        };
        let bytes = body.at_hand().filter(|_| parts.status.is_success());
        let json = bytes.and_then(|bytes| serde_json::from_slice::<Json>(bytes).ok());
        let Exchange { route, .. } = *self.exchange;
        let page = Page { route, parts, body, json, strict: self.exchange.is_strict() };
        if let Some(json) = &page.json {
            let taken = self.step(&page.parts.headers, json).and_then(|step| self.take(step));
            self.ahead = taken.unwrap_or_else(|why| Ahead::Nonsense(page.undecoded(why)));
        }
        Some(Ok(page))
    }

    /// Where a page says that the next is.
    fn step(&self, headers: &HeaderMap, page: &Json) -> Result<Step, String> {
        let Paging { next, items, more, total } = self.paging;
        let said = |field: &str| page.pointer(field);
        if more.and_then(said) == Some(&Json::Bool(false)) {
            return Ok(Step::Nowhere);
        }
        let count = said(items).and_then(Json::as_array).map_or(0, |items| items.len() as i64);
        let total = total.and_then(said).and_then(Json::as_i64);
        let counted = |parameter, before: i64, here: i64, first: i64| {
            let position = self.exchange.query(parameter).and_then(|text| text.parse().ok());
            let position: i64 = position.unwrap_or(first);
            let next = position.saturating_add(here);
            let ended = count == 0 || total.is_some_and(|total| next - before >= total);
            if ended { Step::Nowhere } else { Step::With(parameter, Json::from(next)) }
        };
        Ok(match next {
            Next::Link => next_link(headers).map_or(Step::Nowhere, Step::To),
            Next::Page(parameter, first) => counted(parameter, first, 1, first),
            Next::Offset(parameter) => counted(parameter, 0, count, 0),
            Next::Url(field) | Next::Cursor(_, field) => match (said(field), next) {
                (None | Some(Json::Null), _) => Step::Nowhere,
                (Some(Json::String(text)), _) if text.is_empty() => Step::Nowhere,
                (Some(Json::String(url)), Next::Url(_)) => Step::To(url.clone()),
                (Some(value @ (Json::String(_) | Json::Number(_))), Next::Cursor(parameter, _)) => {
                    Step::With(parameter, value.clone())
                }
                _ => return Err(format!("what {field} says leads to no page")),
            },
        })
    }

    /// Makes the exchange ready for the next page.
    fn take(&mut self, step: Step) -> Result<Ahead, String> {
        let moved = match step {
            Step::Nowhere => return Ok(Ahead::End),
            Step::To(url) => self.exchange.go_to(&url)?,
            Step::With(parameter, value) => self.exchange.set_query(parameter, &value),
        };
        // Else it would go on for ever.
        if moved { Ok(Ahead::Page) } else { Err("the next page is the same again".to_owned()) }
    }
}

/// The target of the link with `rel=next` (RFC 8288, section 3).
fn next_link(headers: &HeaderMap) -> Option<String> {
    let texts = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    let mut links = texts.flat_map(links);
    let is_next = |(name, value): &(String, String)| {
        let mut relations = value.split_ascii_whitespace();
        name.eq_ignore_ascii_case("rel") && relations.any(|rel| rel.eq_ignore_ascii_case("next"))
    };
    links.find(|(_, parameters)| parameters.iter().any(is_next)).map(|(target, _)| target)
}

/// A link's target, and its parameters.
type Link = (String, Vec<(String, String)>);

/// The links of a header, up to what is none.
fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut rest = text.trim_start_matches([' ', '\t', ',']);
    while let Some((target, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let mut parameters = Vec::new();
        rest = after.trim_start();
        while let Some(parameter) = rest.strip_prefix(';') {
            let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
            let name = parameter[..end].trim().to_owned();
            let (value, after) = match parameter[end..].strip_prefix('=') {
                Some(value) => parameter_value(value.trim_start()),
                None => (String::new(), &parameter[end..]),
            };
            parameters.push((name, value));
            rest = after.trim_start();
        }
        links.push((target.trim().to_owned(), parameters));
        rest = rest.trim_start_matches([' ', '\t', ',']);
    }
    links
}

/// A token or a quoted string (RFC 9110, section 5.6.4), and what follows it.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::{LINK, next_link};
    use http::HeaderMap;

    fn next(values: &[&str]) -> Option<String> {
        let headers = values.iter().map(|value| (LINK, value.parse().unwrap()));
        next_link(&HeaderMap::from_iter(headers))
    }

    #[test]
    fn the_link_with_rel_next_leads_on() {
        let target = Some("/p?a=1,2;3".to_owned());
        assert_eq!(next(&["</x>; rel=\"prev\", </p?a=1,2;3>; rel=\"next\""]), target);
        assert_eq!(
            next(&["</x>; rel=last", "</p?a=1,2;3>;title=\"a \\\",b\" ; REL = Next"]),
            target
        );
        assert_eq!(next(&["</p?a=1,2;3>; crossorigin; rel=\"start next\","]), target);
    }

    #[test]
    fn other_links_lead_nowhere() {
        for text in
            ["", "</x>", "</x>; rel=prev", "</x; rel=next", "/x; rel=next", "</x>; rel=\"nex"]
        {
            assert_eq!(next(&[text]), None, "{text}");
        }
    }
}
