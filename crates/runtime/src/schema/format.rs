//! The formats of strings.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::pattern;

/// Whether a string is of a format. Any string is of a format that nobody here knows.
pub(super) fn is(name: &str, text: &str) -> bool {
    match name {
        "date-time" => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        "date" => text.parse::<chrono::NaiveDate>().is_ok() && text.len() == 10,
        "time" => is_time(text),
        "local-time" => text.parse::<chrono::NaiveTime>().is_ok(),
        "email" | "idn-email" => is_email(text),
        "hostname" | "idn-hostname" => is_hostname(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "ip" => text.parse::<IpAddr>().is_ok(),
        "uuid" => text.len() == 36 && text.parse::<uuid::Uuid>().is_ok(),
        "uri" | "iri" => is_uri(text),
        "uri-reference" | "iri-reference" => !text.contains([' ', '<', '>', '"', '\\', '^', '`']),
        "byte" => crate::wire::base64::decode(text).is_some(),
        "regex" => pattern::compile(text).is_ok(),
        _ => true,
    }
}

/// What a format asks for, as a sentence about the value.
pub(super) fn expected(name: &str) -> String {
    let what = match name {
        "date-time" => "a date and time with its offset (RFC 3339)",
        "date" => "a date (RFC 3339)",
        "time" => "a time with its offset (RFC 3339)",
        "local-time" => "a time",
        "email" | "idn-email" => "an email address",
        "hostname" | "idn-hostname" => "a host name",
        "ipv4" => "an IPv4 address",
        "ipv6" => "an IPv6 address",
        "ip" => "an IP address",
        "uuid" => "a UUID",
        "uri" | "iri" => "a URI",
        "byte" => "Base64",
        other => return format!("must be of the format {other}"),
    };
    format!("must be {what}")
}

fn is_time(text: &str) -> bool {
    chrono::DateTime::parse_from_rfc3339(&format!("2000-01-01T{text}")).is_ok()
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let atom = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c) || !c.is_ascii();
    let quoted = local.len() > 1 && local.starts_with('"') && local.ends_with('"');
    let dotted = local.split('.').all(|part| !part.is_empty() && part.chars().all(atom));
    let literal = domain
        .strip_prefix('[')
        .and_then(|domain| domain.strip_suffix(']'))
        .is_some_and(|ip| ip.strip_prefix("IPv6:").unwrap_or(ip).parse::<IpAddr>().is_ok());
    (quoted || dotted) && (literal || is_hostname(domain))
}

fn is_hostname(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || !c.is_ascii())
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn formats_take_what_their_rfcs_take() {
        for (name, good, bad) in [
            ("date-time", "2024-05-01T10:00:00+02:00", "2024-05-01T10:00:00"),
            ("date", "2024-02-29", "2023-02-29"),
            ("email", "user+tag@example.com", "user@@example.com"),
            ("email", "\"a b\"@example.com", "user@-example.com"),
            ("uuid", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "f47ac10b58cc4372a5670e02b2c3d479"),
            ("uri", "urn:isbn:1", "example.com"),
            ("ipv6", "::1", "1.2.3.4"),
            ("byte", "aGk=", "*"),
        ] {
            assert!(is(name, good), "{name}: {good}");
            assert!(!is(name, bad), "{name}: {bad}");
        }
        assert!(is("colour", "anything") && is("url", "anything"));
    }
}
