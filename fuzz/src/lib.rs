//! What the targets of both ends share: the generated module, and how messages are cut out of bytes.

use std::fmt::Debug;
use std::future::Future;

use futures_util::FutureExt;
use specwright_runtime::HeaderMap;

#[allow(missing_docs)] // of fields that the document does not describe
pub mod ends {
    include!(concat!(env!("OUT_DIR"), "/ends.rs"));
}

/// A message that is all there makes nobody wait.
pub fn now<F: Future>(future: F) -> F::Output {
    future.now_or_never().expect("it waits for nothing")
}

/// The first line, the headers up to an empty line, and the body.
pub fn cut(bytes: &[u8]) -> (&[u8], HeaderMap, &[u8]) {
    let (first, mut rest) = line(bytes);
    let mut headers = HeaderMap::new();
    loop {
        let (header, after) = line(rest);
        rest = after;
        if header.is_empty() {
            return (first, headers, rest);
        }
        let at = header.iter().position(|byte| *byte == b':').unwrap_or(header.len());
        let value = header[at..].strip_prefix(b":").unwrap_or_default().trim_ascii();
        if let (Ok(name), Ok(value)) = (
            http::HeaderName::from_bytes(&header[..at]),
            http::HeaderValue::from_bytes(value),
        ) {
            headers.append(name, value);
        }
    }
}

fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    (&bytes[..at], bytes.get(at + 1..).unwrap_or_default())
}

/// Reads a stream to its end.
pub fn drain<T: Debug>(mut stream: specwright_runtime::Stream<T>) {
    while let Some(item) = now(stream.next()) {
        let _ = format!("{item:?}");
    }
}
