//! What the tests in `tests/` share beside the five generated crates: the modules that this
//! package's build script makes of the fixtures, which shows that this works.

macro_rules! fixtures {
    ($($name:ident: $about:literal;)*) => { $(
        #[doc = $about]
        #[allow(missing_docs)] // of fields that the document does not describe
        pub mod $name {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
        }
    )* };
}

fixtures! {
    calls: "How calls are made.";
    forms: "Forms whose members have styles.";
    hooks: "What an API calls at its users' servers.";
    limits: "Rules for requests that stand in none of the five documents.";
    messages: "How parameters and bodies stand in messages.";
    methods: "What methods paths have.";
    own: "Types of the user's own in the place of the document's.";
    parts: "What tools of strangers send.";
    places: "Operations that share a method and a path.";
    protocols: "What is answered in another protocol.";
    queries: "Queries that are one value.";
    raw: "Bodies that are bytes.";
    rules: "What schemas say that types do not.";
    streams: "Bodies of many values.";
    values: "What schemas mean.";
}

/// A type of the user's own: cents, written as `EUR 1.50`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price(pub u64);

impl std::fmt::Display for Price {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EUR {}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl std::str::FromStr for Price {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Price, Self::Err> {
        let parse = || {
            let (whole, cents) = text.strip_prefix("EUR ")?.split_once('.')?;
            Some(Price(
                whole.parse::<u64>().ok()?.checked_mul(100)? + cents.parse::<u8>().ok()? as u64,
            ))
        };
        parse().ok_or("a price is written as EUR 1.50")
    }
}

specwright_runtime::text!(Price, "a price");

/// The examples of `README.md`, which compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The examples of the generated crates' own, which compile.
#[cfg(doctest)]
pub mod readmes {
    #[doc = include_str!("../../generated/aisquare/README.md")]
    pub struct Aisquare;
    #[doc = include_str!("../../generated/apex/README.md")]
    pub struct Apex;
    #[doc = include_str!("../../generated/auth/README.md")]
    pub struct Auth;
    #[doc = include_str!("../../generated/galileo/README.md")]
    pub struct Galileo;
    #[doc = include_str!("../../generated/px0/README.md")]
    pub struct Px0;
}
