//! The parts of a body as they come (RFC 2046, section 5.1), heads as browsers write them (RFC 7578
//! and the HTML Standard, "Multipart form data"): quotes and line breaks in names are
//! percent-encoded, and any other character stands as it is.

use bytes::{Buf, Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt;
use memchr::memmem;
use percent_encoding::percent_decode_str;

use crate::Body;
use crate::body::BoxError;
use crate::media::Unfit;

/// How long a line in the head of a part may be.
const HEAD: usize = 16 * 1024;

/// How long a boundary may be (RFC 2046, section 5.1.1).
const BOUNDARY: usize = 70;

/// A body being read part by part, in no more memory than a frame of it takes.
#[derive(Debug)]
pub(super) struct Reader {
    body: Body,
    buffer: BytesMut,
    /// A line end, two hyphens and the boundary.
    delimiter: Vec<u8>,
    /// Whether the buffer begins inside a part, or before the first.
    inside: bool,
    /// Why the body broke off.
    #[cfg_attr(not(any(feature = "client", feature = "server")), allow(dead_code))]
    pub(super) broken: Option<BoxError>,
}

/// What the head of a part says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub name: String,
    pub file: Option<String>,
    pub media: Option<String>,
}

impl Reader {
    /// Reads the body of a message with these headers.
    ///
    /// # Errors
    /// It is of no multipart type, or names no boundary that RFC 2046 admits.
    pub(super) fn new(body: Body, headers: &HeaderMap) -> Result<Reader, Unfit> {
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or("");
        let multipart = content_type.trim_start().to_ascii_lowercase().starts_with("multipart/");
        let boundary = parameter(content_type, "boundary").filter(|_| multipart);
        let boundary = boundary.filter(|boundary| (1..=BOUNDARY).contains(&boundary.len()));
        let boundary = boundary.ok_or_else(|| unfit("no multipart body with a boundary"))?;
        // The first delimiter may be what the body begins with.
        let buffer = BytesMut::from(&b"\r\n"[..]);
        let delimiter = format!("\r\n--{boundary}").into_bytes();
        Ok(Reader { body, buffer, delimiter, inside: true, broken: None })
    }

    /// The head of the next part; what is left of the one before is passed over. `None` at the end.
    ///
    /// # Errors
    /// The body ends too early, or a line of a head is too long.
    pub(super) async fn next(&mut self) -> Result<Option<Head>, Unfit> {
        while self.chunk().await?.is_some() {}
        if self.until(b"\r\n", true).await?.starts_with(b"--") {
            return Ok(None);
        }
        let mut head = Head::default();
        loop {
            let line = self.until(b"\r\n", false).await?;
            if line.is_empty() {
                self.inside = true;
                return Ok(Some(head));
            }
            head.take(&String::from_utf8_lossy(&line));
        }
    }

    /// The next bytes of a part; `None` at its end.
    ///
    /// # Errors
    /// The body ends too early.
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, Unfit> {
        while self.inside {
            if let Some(at) = memmem::find(&self.buffer, &self.delimiter) {
                let chunk = self.buffer.split_to(at).freeze();
                if !chunk.is_empty() {
                    return Ok(Some(chunk));
                }
                self.buffer.advance(self.delimiter.len());
                self.inside = false;
                break;
            }
            // What may be the begin of a delimiter stays.
            let sure = self.buffer.len().saturating_sub(self.delimiter.len() - 1);
            if sure > 0 {
                return Ok(Some(self.buffer.split_to(sure).freeze()));
            }
            self.more().await?;
        }
        Ok(None)
    }

    /// The bytes before a mark, which is passed over. The end of the body is one after the closing
    /// delimiter alone.
    async fn until(&mut self, mark: &[u8], closing: bool) -> Result<Bytes, Unfit> {
        loop {
            if let Some(at) = memmem::find(&self.buffer, mark) {
                let bytes = self.buffer.split_to(at).freeze();
                self.buffer.advance(mark.len());
                return Ok(bytes);
            }
            if closing && self.buffer.starts_with(b"--") {
                return Ok(self.buffer.split().freeze());
            }
            if self.buffer.len() > HEAD {
                return Err(unfit("the head of a part is too long"));
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<(), Unfit> {
        match self.body.frame().await.transpose() {
            Ok(Some(frame)) => {
                if let Ok(bytes) = frame.into_data() {
                    self.buffer.extend_from_slice(&bytes);
                }
                return Ok(());
            }
            Ok(None) => {}
            Err(error) => self.broken = Some(error),
        }
        Err(unfit("a multipart body that ends too early"))
    }
}

impl Head {
    fn take(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        match &name.trim().to_ascii_lowercase()[..] {
            "content-disposition" => {
                self.name = parameter(value, "name").map(plain).unwrap_or_default();
                // RFC 7578 does without the second form, and senders do not.
                let extended = parameter(value, "filename*").as_deref().and_then(extended);
                self.file = extended.or_else(|| parameter(value, "filename").map(plain));
            }
            "content-type" => self.media = Some(value.to_owned()),
            _ => {}
        }
    }
}

fn unfit(why: &str) -> Unfit {
    Unfit(why.to_owned())
}

/// A parameter of a header's value: `name=token` or `name="text"`, in which `\"` is a quote.
fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (text, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.match_indices('"').find(|(at, _)| !quoted[..*at].ends_with('\\'));
                let end = end.map_or(quoted.len(), |(at, _)| at);
                (quoted[..end].replace("\\\"", "\""), quoted.get(end + 1..).unwrap_or(""))
            }
            None => {
                let (token, next) = after.split_once(';').unwrap_or((after, ""));
                (token.trim().to_owned(), next)
            }
        };
        if name.trim_matches([' ', '\t', ';']).eq_ignore_ascii_case(wanted) {
            return Some(text);
        }
        rest = next;
    }
}

/// A text without the escapes of quotes and line breaks.
fn plain(text: String) -> String {
    match text.contains('%') {
        true => text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"),
        false => text,
    }
}

/// `UTF-8''a%20b` (RFC 8187).
fn extended(text: &str) -> Option<String> {
    let (charset, rest) = text.split_once('\'')?;
    let (_, escaped) = rest.split_once('\'')?;
    let text = percent_decode_str(escaped).decode_utf8().ok()?;
    charset.eq_ignore_ascii_case("utf-8").then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures_util::{FutureExt, stream};
    use http::HeaderMap;
    use http::header::CONTENT_TYPE;
    use http_body::Frame;
    use http_body_util::StreamBody;

    use super::{Head, Reader, parameter};
    use crate::Body;
    use crate::media::Unfit;

    fn headers(content_type: &str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, content_type.parse().expect("it is a header"))])
    }

    /// The parts of a body that comes in pieces of so many bytes.
    fn parts(body: &[u8], size: usize) -> Result<Vec<(Head, Vec<u8>)>, Unfit> {
        let pieces: Vec<Bytes> = body.chunks(size).map(Bytes::copy_from_slice).collect();
        let frames = pieces.into_iter().map(|piece| Ok(Frame::data(piece)));
        let body = Body::stream(StreamBody::new(stream::iter(frames)));
        let mut reader = Reader::new(body, &headers("multipart/form-data; boundary=\"a;b\""))?;
        let read = async {
            let mut parts = Vec::new();
            while let Some(head) = reader.next().await? {
                let mut bytes = Vec::new();
                while let Some(chunk) = reader.chunk().await? {
                    bytes.extend_from_slice(&chunk);
                }
                parts.push((head, bytes));
            }
            Ok(parts)
        };
        read.now_or_never().expect("all frames are there")
    }

    #[test]
    fn parts_are_the_same_in_whatever_pieces_they_come() {
        let body =
            b"before\r\n--a;b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--a\r\n\
            \r\n--a;b \r\ncontent-disposition:form-data;filename=\"C:\\x;y\";name=z\r\n\
            Content-Type: text/plain\r\n\r\n\r\n--a;b\r\n\r\n\r\n--a;b--\r\nafter";
        let head = |name: &str, file: Option<&str>, media: Option<&str>| Head {
            name: name.to_owned(),
            file: file.map(str::to_owned),
            media: media.map(str::to_owned),
        };
        let expected = [
            (head("x", None, None), b"1\r\n--a\r\n".to_vec()),
            (head("z", Some("C:\\x;y"), Some("text/plain")), Vec::new()),
            (head("", None, None), Vec::new()),
        ];
        for size in 1..=body.len() {
            assert_eq!(parts(body, size).as_deref(), Ok(&expected[..]), "{size}");
        }
    }

    #[test]
    fn names_hold_whatever_senders_put_into_them() {
        for (value, name) in [
            ("form-data; name=\"a\u{4}b\u{1f}\"", "a\u{4}b\u{1f}"),
            ("form-data; name=\"%22a%0D%0A%22\"", "\"a\r\n\""),
            ("form-data; name=\"a\\\"b\"; filename=\"c\"", "a\"b"),
            ("form-data; filename=\"name=x\"; name=\"ä;=\"", "ä;="),
        ] {
            let mut head = Head::default();
            head.take(&format!("Content-Disposition: {value}"));
            assert_eq!(head.name, name, "{value}");
        }
        let mut head = Head::default();
        head.take("Content-Disposition: attachment; filename=\"e\"; filename*=UTF-8''%C3%A9%20b");
        assert_eq!(head.file.as_deref(), Some("é b"));
    }

    #[test]
    fn what_is_broken_off_or_no_multipart_is_refused() {
        for body in ["", "--a;b", "--a;b\r\nx: y", "--a;b\r\n\r\n1\r\n--a;b", "no parts"] {
            assert!(parts(body.as_bytes(), 7).is_err(), "{body}");
        }
        assert_eq!(parts(b"--a;b--", 7), Ok(Vec::new()));
        assert!(Reader::new(Body::default(), &headers("multipart/form-data")).is_err());
        assert!(Reader::new(Body::default(), &headers("text/plain; boundary=x")).is_err());
        assert_eq!(parameter("a; b", "b"), None);
    }
}
