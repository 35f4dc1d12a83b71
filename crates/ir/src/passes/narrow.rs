//! Of the media types of a body those alone that the user wants, where it has any of them. So what
//! comes in JSON and XML is a type, and no choice of two.

use std::collections::BTreeSet;

use specwright_diagnostics::Diagnostics;

use super::reach;
use super::select::unknown;
use crate::api::Step;
use crate::{Api, Media, Options};

pub(super) fn run(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    if options.media.is_empty() {
        return;
    }
    report(api, options, diagnostics);
    let mut alone = Vec::new();
    for media in lists(api) {
        let is_wanted = |range: &String| options.media.iter().any(|wanted| is_same(range, wanted));
        if media.iter().flat_map(|media| &media.ranges).any(is_wanted) {
            media.iter_mut().for_each(|media| media.ranges.retain(is_wanted));
            media.retain(|media| !media.ranges.is_empty());
            alone.extend(media.iter().filter(|_| media.len() == 1).flat_map(|m| m.used.types()));
        }
    }
    // What is the only one need not say in its name of which media type it is.
    let unnamed = reach::closure(api, alone);
    for (ty, _) in api.types.iter_mut().zip(unnamed).filter(|(_, unnamed)| *unnamed) {
        ty.place.steps.retain(|step| !matches!(step, Step::Media(_)));
    }
    reach::leave_out(api);
}

/// What each body may be in, of requests and of responses.
fn lists(api: &mut Api) -> impl Iterator<Item = &mut Vec<Media>> {
    api.operations.iter_mut().chain(&mut api.webhooks).flat_map(|operation| {
        let responses = operation.responses.iter_mut().map(|response| &mut response.media);
        operation.body.iter_mut().map(|body| &mut body.media).chain(responses)
    })
}

/// Whether two media types are the same but for their parameters (RFC 9110, section 8.3.1).
fn is_same(range: &str, wanted: &str) -> bool {
    let bare = |media: &str| media.split(';').next().unwrap_or_default().trim().to_lowercase();
    bare(range) == bare(wanted)
}

/// Reports media types of the configuration that the document does not have.
fn report(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    let known: BTreeSet<String> =
        lists(api).flatten().flat_map(|media| media.ranges.iter().cloned()).collect();
    for (at, wanted) in options.media.iter().enumerate() {
        if known.iter().any(|range| is_same(range, wanted)) {
            continue;
        }
        let all = known.iter().map(String::as_str);
        let mut listed = all.clone().collect::<Vec<_>>().join("`, `");
        if listed.is_empty() {
            listed.push_str("none");
        }
        let message = format!("nothing has the media type `{wanted}`; there are `{listed}`");
        let place = options.place(&["media", &at.to_string()]);
        let fault = unknown(message, place, wanted, all);
        diagnostics.push(fault);
    }
}
