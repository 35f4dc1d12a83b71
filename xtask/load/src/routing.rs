//! A thousand routes: the generated server's router beside axum's own, without sockets.

use std::sync::Arc;
use std::time::Instant;

use http::Request;
use specwright_runtime::operation::Route;
use specwright_runtime::server::{Options, Service};
use specwright_runtime::{Body, Response};
use tokio::runtime::Runtime;
use tower::ServiceExt;

const ROUTES: usize = 1000;

/// Half of them with parameters, as documents have it.
fn paths() -> impl Iterator<Item = String> {
    (0..ROUTES).map(|n| match n % 2 {
        0 => format!("/v1/things-{}/list-{n}", n % 40),
        _ => format!("/v1/things-{}/{{id}}/part-{n}/{{part}}", n % 40),
    })
}

/// What is asked for: every route once.
fn targets() -> Vec<String> {
    paths().map(|path| path.replace("{id}", "4711").replace("{part}", "a-b")).collect()
}

/// Two routers of the same routes, with handlers that do nothing.
pub struct Routers {
    generated: Service<()>,
    axum: axum::Router,
}

impl Routers {
    pub fn new() -> Routers {
        let route = |path: String| Route {
            method: "GET",
            path: path.leak(),
            consumes: &[],
            produces: &[],
            security: &[],
        };
        let routes: &'static [Route] = paths().map(route).collect::<Vec<_>>().leak();
        let nothing = |_: Arc<()>, _: usize, _| -> specwright_runtime::server::Handled {
            Box::pin(std::future::ready(Ok(Response::new(Body::default()))))
        };
        let axum = paths().fold(axum::Router::new(), |router, path| {
            router.route(&path, axum::routing::get(|| async {}))
        });
        Routers { generated: Service::new((), routes, nothing, Options::new()), axum }
    }

    /// Requests a second through the generated server's.
    pub fn generated(&self, runtime: &Runtime) -> f64 {
        rate(runtime, self.generated.clone())
    }

    /// Requests a second through axum's.
    pub fn axum(&self, runtime: &Runtime) -> f64 {
        rate(runtime, self.axum.clone())
    }
}

fn rate<S, R>(runtime: &Runtime, mut service: S) -> f64
where
    S: tower::Service<Request<axum::body::Body>, Response = http::Response<R>>,
{
    let targets = targets();
    let start = Instant::now();
    let rounds = 20;
    runtime.block_on(async {
        for target in targets.iter().cycle().take(rounds * ROUTES) {
            let request = Request::get(target).body(axum::body::Body::empty());
            let request = request.expect("the request is sound");
            let ready = service.ready().await.ok().expect("the service is ready");
            let answer = ready.call(request).await.ok().expect("the service answers");
            assert_eq!(answer.status(), 200, "{target}");
        }
    });
    (rounds * ROUTES) as f64 / start.elapsed().as_secs_f64()
}
