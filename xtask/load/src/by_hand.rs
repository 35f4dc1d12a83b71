//! The same service as one would write it by hand, without any checks beyond the types.

use axum::extract::{Json, Path, Query};
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Open,
    Paid,
    Sent,
}

/// What is asked for.
#[derive(Serialize, Deserialize)]
pub struct Asked {
    pub limit: Option<i64>,
    pub state: Option<State>,
}

#[derive(Deserialize)]
#[allow(dead_code)] // what is read and not used is read all the same
struct NewOrder {
    customer: String,
    email: String,
    note: Option<String>,
    items: Vec<Item>,
}

#[derive(Serialize, Deserialize)]
struct Item {
    sku: String,
    count: i64,
    price: f64,
}

/// What comes back.
#[derive(Serialize, Deserialize)]
pub struct Order {
    pub id: i64,
    state: State,
    total: f64,
    items: Vec<Item>,
}

pub fn router() -> axum::Router {
    axum::Router::new().route("/users/{id}/orders", get(orders)).route("/orders", post(order))
}

async fn orders(Path(id): Path<i64>, Query(asked): Query<Asked>) -> Json<Vec<Order>> {
    let state = asked.state.unwrap_or(State::Open);
    let count = asked.limit.unwrap_or(2).clamp(0, 2);
    let item = || Item { sku: "AB-1234".to_owned(), count: 2, price: 9.5 };
    let order = |at| Order { id: id * 100 + at, state, total: 19.0, items: vec![item()] };
    Json((0..count).map(order).collect())
}

async fn order(Json(new): Json<NewOrder>) -> (StatusCode, Json<Order>) {
    let total = new.items.iter().map(|item| item.price * item.count as f64).sum();
    (StatusCode::CREATED, Json(Order { id: 7, state: State::Open, total, items: new.items }))
}
