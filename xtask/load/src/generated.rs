//! The service as specwright generates it: the handlers are all there is to write.

use shop::operations::{order, orders};
use shop::types::{Item, Order, State};
use shop::{Context, Server, server};
use specwright_runtime::server::Options;

#[allow(dead_code, unused_imports)] // its mock, and what is not called
pub mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

struct Shop;

impl Server for Shop {
    async fn orders(
        &self,
        _: Context<()>,
        request: orders::Request,
    ) -> Result<orders::Success, orders::Failure> {
        let state = request.state.unwrap_or(State::Open);
        let count = request.limit.unwrap_or(2).clamp(0, 2);
        let item = || Item::new("AB-1234", 2, 9.5);
        let order = |at: i64| Order::new(request.id * 100 + at, state.clone(), 19.0, vec![item()]);
        Ok((0..count).map(order).collect())
    }

    async fn order(
        &self,
        _: Context<()>,
        request: order::Request,
    ) -> Result<order::Success, order::Failure> {
        let items = request.body.items;
        let total = items.iter().map(|item| item.price * item.count as f64).sum::<f64>();
        Ok(Order::new(7, State::Open, total, items))
    }
}

/// The server; `checked` says whether requests are held to the document's rules.
pub fn router(checked: bool) -> axum::Router {
    server::service_with(Shop, Options::new().validate(checked)).into_router()
}
