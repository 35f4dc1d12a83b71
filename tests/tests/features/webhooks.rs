//! Webhooks and callbacks: from the API's sender to a user's receiver.

use specwright_runtime::client::{Error, Transport};
use specwright_runtime::server::Context;
use specwright_tests::hooks::types::Parcel;
use specwright_tests::hooks::webhooks::{
    Receiver, Sender, new_parcel, receiver, subscribe_delivered,
};

struct Household;

impl Receiver for Household {
    async fn new_parcel(
        &self,
        _: Context<()>,
        request: new_parcel::Request,
    ) -> Result<new_parcel::Success, new_parcel::Failure> {
        match &request.x_signature[..] {
            "signed" => Ok(new_parcel::Success::new(request.body.id == 7)),
            _ => Err(new_parcel::Failure::Gone),
        }
    }

    async fn subscribe_delivered(
        &self,
        cx: Context<()>,
        _: subscribe_delivered::Request,
    ) -> Result<subscribe_delivered::Success, subscribe_delivered::Failure> {
        assert_eq!(cx.uri().query(), Some("token=t"));
        Ok(())
    }
}

/// A sender to the URL that a receiver gave.
fn sender(url: &str) -> Sender {
    let transport = Transport::service(receiver::service(Household));
    Sender::builder().base_url(url).transport(transport).build().expect("it is a URL")
}

#[tokio::test]
async fn a_webhook_arrives_and_is_answered() {
    let sender = sender("http://home.test/new_parcel");
    let request = |signature| new_parcel::Request::new(signature, Parcel::new(7));
    assert!(sender.new_parcel(request("signed")).await.expect("it is 200").keep);
    let gone = sender.new_parcel(request("forged")).await;
    assert!(matches!(gone, Err(Error::Response(new_parcel::Failure::Gone))), "{gone:?}");
}

#[tokio::test]
async fn a_callback_goes_to_the_url_as_it_was_given() {
    let sender = sender("http://home.test/subscribe_delivered?token=t");
    sender.subscribe_delivered(Parcel::new(1)).await.expect("it is 200");
}

#[tokio::test]
async fn what_arrives_is_checked() {
    let sender = sender("http://home.test/subscribe_delivered?token=t");
    match sender.subscribe_delivered(Parcel::new(0)).await {
        Err(Error::Undocumented(answer)) => assert_eq!(answer.status(), 422),
        other => panic!("{other:?}"),
    }
}
