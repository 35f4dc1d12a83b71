//! What a generated client costs beside calls written by hand with reqwest.

use std::net::SocketAddr;
use std::time::Instant;

use futures_util::future::join_all;
use http::header::ACCEPT;
use specwright_runtime::client::Transport;
use tokio::runtime::Runtime;

use crate::by_hand::{self, Asked, Order};
use crate::generated::shop::{Client, operations::orders, types::State};

/// How many calls are on their way at a time.
const TOGETHER: usize = 8;

/// Calls a second: generated, and by hand.
pub struct Calls {
    generated: Client,
    by_hand: reqwest::Client,
    base: String,
}

impl Calls {
    pub fn new(address: SocketAddr) -> Calls {
        let base = format!("http://{address}");
        let transport = Transport::http(reqwest::Client::builder()).expect("there is TLS");
        let generated = Client::builder().base_url(&base).transport(transport).build();
        let by_hand = reqwest::Client::builder().build().expect("there is TLS");
        Calls { generated: generated.expect("the URL is one"), by_hand, base }
    }

    pub fn generated(&self, runtime: &Runtime, calls: usize) -> f64 {
        rate(runtime, calls, || {
            let client = self.generated.clone();
            async move {
                let state = Some(State::Paid);
                let request = orders::Request { id: 7, limit: Some(2), state };
                client.orders(request).await.expect("the server answers").len()
            }
        })
    }

    /// How long a call takes without any network, in nanoseconds.
    pub fn in_process(runtime: &Runtime, calls: usize) -> f64 {
        let answer = tower::service_fn(|_: http::Request<specwright_runtime::Body>| async {
            let mut response = specwright_runtime::Response::new("[]".into());
            let json = http::HeaderValue::from_static("application/json");
            response.headers_mut().insert("content-type", json);
            Ok::<_, std::convert::Infallible>(response)
        });
        let client = Client::builder().base_url("http://127.0.0.1:80");
        let client = client.transport(Transport::service(answer)).build().expect("a URL");
        let start = Instant::now();
        runtime.block_on(async {
            for _ in 0..calls {
                let request = orders::Request { id: 7, limit: Some(2), state: Some(State::Paid) };
                assert!(client.orders(request).await.expect("it answers").is_empty());
            }
        });
        start.elapsed().as_secs_f64() * 1e9 / calls as f64
    }

    pub fn by_hand(&self, runtime: &Runtime, calls: usize) -> f64 {
        rate(runtime, calls, || {
            let (client, base) = (self.by_hand.clone(), self.base.clone());
            async move {
                let asked = Asked { limit: Some(2), state: Some(by_hand::State::Paid) };
                orders_by_hand(&client, &base, 7, &asked).await.expect("the server answers").len()
            }
        })
    }
}

/// The operation as one would write it for a client of one's own.
async fn orders_by_hand(
    client: &reqwest::Client,
    base: &str,
    id: i64,
    asked: &Asked,
) -> Result<Vec<Order>, reqwest::Error> {
    let request = client.get(format!("{base}/users/{id}/orders")).query(asked);
    let answer = request.header(ACCEPT, "application/json").send().await?;
    answer.error_for_status()?.json().await
}

fn rate<F>(runtime: &Runtime, calls: usize, call: impl Fn() -> F) -> f64
where
    F: Future<Output = usize> + Send + 'static,
{
    let start = Instant::now();
    for _ in 0..calls / TOGETHER {
        let together = join_all((0..TOGETHER).map(|_| call()));
        assert_eq!(runtime.block_on(together).iter().sum::<usize>(), 2 * TOGETHER);
    }
    (calls / TOGETHER * TOGETHER) as f64 / start.elapsed().as_secs_f64()
}
