//! The links of an index: <https://llmstxt.org>.

use std::collections::HashSet;

use url::Url;

/// What a page's file name may end with; a path without an ending may be one too.
const ENDINGS: [&str; 7] = ["md", "mdx", "markdown", "yaml", "yml", "json", "txt"];

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Link {
    Url(Url),
    /// Beside the index.
    File(String),
}

/// The links of an index to what may be pages, each once, in its order; those of a local index
/// have no base.
pub(crate) fn links(text: &str, base: Option<&Url>) -> Vec<Link> {
    let mut seen = HashSet::new();
    let mut links = Vec::new();
    for target in targets(text) {
        let link = match (Url::parse(target), base) {
            (Ok(url), _) => Some(Link::Url(url)),
            (Err(_), Some(base)) => base.join(target).ok().map(Link::Url),
            (Err(_), None) => Some(Link::File(target.to_owned())),
        };
        let link = match link {
            Some(Link::Url(mut url)) => {
                url.set_fragment(None);
                let web = matches!(url.scheme(), "http" | "https") && may_hold(url.path());
                web.then_some(Link::Url(url))
            }
            Some(Link::File(path)) => {
                let path = path.split('#').next().unwrap_or_default().to_owned();
                (!path.is_empty() && may_hold(&path)).then_some(Link::File(path))
            }
            None => None,
        };
        if let Some(link) = link
            && seen.insert(link.clone())
        {
            links.push(link);
        }
    }
    links
}

/// How far into a page its index is named.
const HEAD: usize = 4_000;

/// The index that a page names at its beginning, as pages made for machines do: the first URL or path
/// in it that ends in `llms.txt`.
pub(crate) fn of_page(text: &str, page: &Url) -> Option<Url> {
    let mut head = text.len().min(HEAD);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let ends = |c: char| c.is_whitespace() || "<>()[]\"'`".contains(c);
    let mut words =
        text[..head].split(ends).map(|word| word.trim_end_matches(['.', ',', ';', ':']));
    let index = words.find(|word| *word == "llms.txt" || word.ends_with("/llms.txt"))?;
    page.join(index).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// What stands in the brackets of Markdown links: `[title](target)`.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| {
        let line = rest.split('\n').next().unwrap_or_default();
        let target = line.split(')').next().unwrap_or_default().trim();
        // A title may follow.
        let target = target.split_whitespace().next()?.trim_matches(['<', '>']);
        (!target.is_empty()).then_some(target)
    })
}

/// Whether a path may be that of a page. Other indexes are none: they list what this one does.
fn may_hold(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let index = name.starts_with("llms") && name.ends_with(".txt");
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    // `v1.2` is no ending.
    let other = |ending: &str| ending.bytes().all(|byte| byte.is_ascii_digit());
    !index && ending.is_none_or(|ending| ENDINGS.contains(&ending) || other(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_taken_once_and_only_to_what_may_be_a_page() {
        let text = "# Docs\n> See [us](mailto:a@b.c)\n- [A](https://d.test/a.md): first\n\
                    - [A](https://d.test/a.md#more)\n- [B](/b.md \"B\")\n- [Logo](logo.png)\n\
                    - [All](llms-full.txt)\n- [C](v1.2)\n";
        let base = Url::parse("https://d.test/docs/llms.txt").unwrap();
        let found = links(text, Some(&base)).into_iter().map(|link| match link {
            Link::Url(url) => url.to_string(),
            Link::File(path) => path,
        });
        let expected = ["https://d.test/a.md", "https://d.test/b.md", "https://d.test/docs/v1.2"];
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_page_names_its_index_at_its_beginning() {
        let page = Url::parse("https://d.test/api/a.md").unwrap();
        let index = |text: &str| of_page(text, &page).map(|url| url.to_string());
        let expected = Some("https://d.test/llms.txt".to_owned());
        assert_eq!(index("> Fetch the index at: https://d.test/llms.txt\n> Use it.\n"), expected);
        assert_eq!(index("> See [all pages](/llms.txt).\n"), expected);
        assert_eq!(index("> See llms-full.txt\n"), None);
        assert_eq!(index(&format!("{}/llms.txt", "é".repeat(HEAD))), None);
    }

    #[test]
    fn a_local_index_may_list_files() {
        let found = links("- [A](api/a.md#x)\n- [B](https://d.test/b.md)\n", None);
        assert_eq!(found[0], Link::File("api/a.md".to_owned()));
        assert!(matches!(&found[1], Link::Url(url) if url.host_str() == Some("d.test")));
    }
}
