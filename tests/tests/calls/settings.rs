//! What a client is told once, for all its calls.

use specwright_runtime::client::BuildError;
use specwright_tests::calls::Client;

#[test]
fn a_base_url_holds_no_credentials() {
    for url in ["http://ada:hush@calls.test", "http://hush@calls.test", "http://:hush@calls.test"] {
        let builder = Client::builder().base_url(url);
        assert!(!format!("{builder:?}").contains("hush"));
        let refused = builder.build().expect_err("nobody would show them");
        assert!(matches!(refused, BuildError::BaseUrl(_)), "{refused:?}");
        assert!(!format!("{refused:?} {refused}").contains("hush"), "{refused:?}");
    }
}
