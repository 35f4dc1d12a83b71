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
    hooks: "What an API calls at its users' servers.";
    limits: "Rules for requests that stand in none of the five documents.";
    messages: "How parameters and bodies stand in messages.";
    parts: "What tools of strangers send.";
    rules: "What schemas say that types do not.";
    streams: "Bodies of many values.";
    values: "What schemas mean.";
}
