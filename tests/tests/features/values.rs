//! What schemas mean: values that are read, values that are refused, and what is written back.

use serde_json::{Value, from_value, json, to_value};
use specwright_runtime::Wire;
use specwright_runtime::client::{Error, Transport};
use specwright_runtime::schema::{Path, Shape as _, check_json};
use specwright_runtime::serde::{Serialize, de::DeserializeOwned};
use specwright_runtime::server::Context;
use specwright_tests::values::operations::{dated, everything, store};
use specwright_tests::values::types::*;
use specwright_tests::values::{Client, Server, server};

/// Reads a value, and writes it back the same.
#[track_caller]
fn kept<T: Wire + Serialize + DeserializeOwned>(value: Value) -> T {
    let read: T = from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"));
    assert_eq!(to_value(&read).unwrap(), value);
    read
}

#[track_caller]
fn refused<T: DeserializeOwned>(value: Value) {
    assert!(from_value::<T>(value.clone()).is_err(), "{value} was taken");
}

#[test]
fn absent_null_and_a_value_are_three_states() {
    let states: States = kept(json!({"present": "p", "nullable": null}));
    assert_eq!((states.nullable, states.optional, states.both), (None, None, None));
    let states: States = kept(json!({"present": "p", "nullable": "n", "both": null}));
    assert_eq!(states.both, Some(None));
    let states: States = kept(json!({"present": "p", "nullable": "n", "both": "b"}));
    assert_eq!(states.both, Some(Some("b".to_owned())));
    refused::<States>(json!({"present": "p"}));
    refused::<States>(json!({"present": null, "nullable": null}));
    refused::<States>(json!({"present": "p", "nullable": null, "optional": null}));
}

#[test]
fn a_sign_is_a_word_of_a_name_where_there_is_one_without_it() {
    for (order, text) in
        [(Order::MinusCreated, "-created"), (Order::Created, "created"), (Order::Id, "-id")]
    {
        assert_eq!(kept::<Order>(json!(text)), order);
    }
    let signs: Signs = kept(json!({"-id": 1, "id": 2}));
    assert_eq!((signs.minus_id, signs.id), (Some(1), Some(2)));
}

#[test]
fn what_can_be_nothing_else_goes_without_saying() {
    let mark = Mark::new(Circle::new(1.5));
    let json = json!({"version": 2, "unit": "mm", "at": {"radius": 1.5}});
    assert_eq!(to_value(&mark).unwrap(), json);
    assert_eq!(mark, Mark::new(Shape::from(Circle::new(1.5))));
    assert_eq!(to_value(Unit::default()).unwrap(), json!({"unit": "mm"}));
}

#[test]
fn what_tells_an_alternative_apart_is_known_to_its_constructor() {
    let pet = Pet::from(Cat { lives: Some(9), ..Cat::default() });
    assert_eq!(to_value(pet).unwrap(), json!({"kind": "feline", "lives": 9}));
    assert_eq!(to_value(Dog::default()).unwrap(), json!({"kind": "Dog"}));
    assert_eq!(to_value(Truck::new(7.5)).unwrap(), json!({"type": "lorry", "load": 7.5}));
    assert_eq!(to_value(Car::default()).unwrap(), json!({"type": "Car"}));
    assert_eq!(Lamp::default().sort, Some(Sort::Lamp));
    assert_eq!(Horn::new(Sort::Siren).sort, Sort::Siren);
}

#[test]
fn values_are_called_as_the_document_says() {
    assert_eq!(kept::<Grade>(json!("2")), Grade::Second);
    assert_eq!(kept::<Class>(json!("2")), Class::Second);
    assert_eq!(kept::<Class>(json!("1")), Class::First);
}

#[test]
fn an_heir_is_told_by_what_it_says_of_itself() {
    let fish = kept::<Fish>(json!({"kind": "#hammer"}));
    assert_eq!(fish, Fish::Hammerhead(Hammerhead::default()));
}

#[test]
fn enumerations_keep_what_they_do_not_know() {
    assert_eq!(kept::<Color>(json!("red")), Color::Red);
    assert_eq!(kept::<Color>(json!("blue")), Color::Unknown("blue".to_owned()));
    refused::<Color>(json!(1));
    assert_eq!(kept::<Option<Level>>(json!(3)), Some(Level::N3));
    assert_eq!(kept::<Option<Level>>(json!(null)), None);
    assert_eq!(kept::<Option<Level>>(json!("other")), Some(Level::Unknown(json!("other"))));
}

#[test]
fn constants_tell_alternatives_apart_where_a_value_has_one() {
    let transfer = kept::<Payment>(json!({"means": "giro", "account": "7"}));
    assert!(matches!(transfer, Payment::Transfer(Transfer { account: Some(_), .. })));
    assert!(matches!(kept::<Payment>(json!({"means": "amex", "number": "7"})), Payment::Card(_)));
    assert!(matches!(kept::<Payment>(json!({"means": null})), Payment::Transfer(_)));
    // Where it has none, the first takes it, and where it has one of nobody's, none.
    assert!(matches!(kept::<Payment>(json!({"number": "7"})), Payment::Card(_)));
    let unknown = json!({"means": "cash", "account": "7"});
    assert_eq!(kept::<Payment>(unknown.clone()), Payment::Unknown(unknown));
    let flight = kept::<Ticket>(json!({"by": "plane", "gate": "B7"}));
    assert!(matches!(flight, Ticket::Flight(Flight { gate: Some(_), .. })));
    assert!(matches!(kept::<Ticket>(json!({"by": "tram"})), Ticket::Ride(_)));
}

#[test]
fn a_schema_that_is_described_again_is_the_same_type() {
    let square = || Some(Square::new(2.0));
    let said = Desk { plain: square(), again: square(), beside: square(), ..Desk::default() };
    assert_eq!(to_value(said).unwrap()["again"], json!({"side": 2.0}));
    #[allow(deprecated)] // as the schema says of the property
    let same = |desk: Desk| desk.said == desk.plain;
    assert!(same(Desk::default()));
    // This one requires more.
    refused::<DeskMore>(json!({"side": 2.0}));
}

#[test]
fn a_discriminator_tells_alternatives_apart_by_name_and_by_mapping() {
    let cat: Pet = kept(json!({"kind": "feline", "lives": 9}));
    assert!(matches!(cat, Pet::Cat(Cat { lives: Some(9), .. })), "{cat:?}");
    // An implicit name stays beside those of the mapping.
    let cat: Pet = kept(json!({"kind": "Cat", "lives": 9}));
    assert!(matches!(cat, Pet::Cat(_)), "{cat:?}");
    let dog: Pet = kept(json!({"kind": "Dog", "tricks": ["sit"]}));
    assert!(matches!(dog, Pet::Dog(_)), "{dog:?}");
    let other: Pet = kept(json!({"kind": "Fish", "fins": 4}));
    assert!(matches!(other, Pet::Unknown(_)), "{other:?}");
}

#[test]
fn what_is_said_beside_a_base_is_said_of_every_heir() {
    let first = |first: Value| json!({"first": first});
    let lorry = json!({"type": "lorry", "load": 7.5, "since": "2020-01-31", "by": {"name": "a"}});
    let fleet: Fleet = kept(first(lorry));
    match fleet.first {
        Some(FleetFirst::Truck(truck)) => {
            assert_eq!((truck.load, truck.since.to_string()), (7.5, "2020-01-31".to_owned()));
        }
        other => panic!("{other:?}"),
    }
    let bike: Fleet = kept(first(json!({"type": "Bike", "since": "2020-01-31"})));
    assert!(matches!(bike.first, Some(FleetFirst::Base(_))), "{bike:?}");
    let wrong = |value: Value| {
        let mut found = Vec::new();
        check_json(&first(value), Fleet::schema(), &[], &Path::root(""), &mut found);
        !found.is_empty()
    };
    assert!(wrong(json!({"type": "lorry", "since": "2020-01-31"})));
    assert!(wrong(json!({"type": "Car", "doors": 2})));
    assert!(!wrong(json!({"type": "Car", "doors": 2, "since": "2020-01-31"})));
    let best: Fleet = kept(json!({"best": {"type": "Car", "doors": 5}}));
    assert!(matches!(best.best, Some(Vehicle::Car(Car { doors: Some(5), .. }))), "{best:?}");
    let rented: Fleet = kept(json!({"rented": {"type": "rented", "wheels": 3}}));
    assert_eq!(rented.rented.and_then(|it| it.wheels), Some(3));
}

#[test]
fn heirs_of_a_base_stand_wherever_it_does() {
    let car: Vehicle = kept(json!({"type": "Car", "wheels": 4, "doors": 5}));
    assert!(matches!(car, Vehicle::Car(Car { doors: Some(5), .. })), "{car:?}");
    let lorry: Vehicle = kept(json!({"type": "lorry", "load": 7.5}));
    assert!(matches!(lorry, Vehicle::Truck(_)), "{lorry:?}");
    let tanker: Vehicle = kept(json!({"type": "Tanker", "load": 1.5, "tows": {"type": "Car"}}));
    assert!(matches!(tanker, Vehicle::Tanker(_)), "{tanker:?}");
    let other: Vehicle = kept(json!({"type": "Bike", "wheels": 2}));
    assert!(matches!(other, Vehicle::Base(VehicleBase { wheels: Some(2), .. })), "{other:?}");
    refused::<Vehicle>(json!({"wheels": 2}));
    // At the door, one that names its heir is held to it.
    let faults = |value: Value| {
        let mut found = Vec::new();
        check_json(&value, Vehicle::schema(), &[], &Path::root(""), &mut found);
        found.len()
    };
    assert_eq!(faults(json!({"type": "lorry", "load": 1})), 0);
    assert_eq!(faults(json!({"type": "lorry"})), 1);
    assert_eq!(faults(json!({"type": "Car", "doors": "five"})), 1);
    assert_eq!(faults(json!({"type": "Bike"})), 0);
}

#[test]
fn alternatives_are_told_apart_by_a_property_only_one_has_and_by_their_kind() {
    assert_eq!(kept::<Shape>(json!({"radius": 1.5})), Shape::Circle(Circle::new(1.5)));
    assert_eq!(kept::<Shape>(json!({"side": 2.0})), Shape::Square(Square::new(2.0)));
    assert!(matches!(kept::<Shape>(json!({"edges": 3})), Shape::Unknown(_)));
    assert_eq!(kept::<ByKind>(json!("a")), ByKind::String("a".to_owned()));
    assert_eq!(kept::<ByKind>(json!(1)), ByKind::Integer(1));
    assert_eq!(kept::<ByKind>(json!([true])), ByKind::Array(vec![true]));
}

#[test]
fn recursion_tuples_maps_and_parts_of_all_of() {
    let tree = json!({"value": "a", "left": {"value": "b"}, "others": [{"value": "c"}]});
    assert_eq!(kept::<Tree>(tree).left.map(|left| left.value), Some("b".to_owned()));
    assert_eq!(kept::<Pair>(json!(["a", 1])), ("a".to_owned(), 1));
    refused::<Pair>(json!(["a"]));
    refused::<Pair>(json!([1, "a"]));
    let labels: Labels = kept(json!({"name": "n", "one": 1, "two": 2}));
    assert_eq!(labels.extra.len(), 2);
    refused::<Labels>(json!({"one": "1"}));
    kept::<Whole>(json!({"id": "a", "note": "b", "size": 1}));
    refused::<Whole>(json!({"id": "a"}));
    kept::<Strict>(json!({"color": "red"}));
    refused::<Strict>(json!({"colour": "red"}));
}

#[test]
fn a_default_is_at_hand_and_fills_nothing() {
    let settings: Settings = kept(json!({}));
    assert_eq!(settings.size_or_default(), 10);
    assert_eq!(settings.title_or_default(), "none");
    assert_eq!(kept::<Settings>(json!({"size": 1})).size_or_default(), 1);
}

#[test]
fn numbers_and_texts_of_a_format() {
    let numbers: Numbers = kept(json!({"big": u64::MAX, "small": -1}));
    assert_eq!(numbers.big, Some(u64::MAX));
    refused::<Numbers>(json!({"small": 2_147_483_648_i64}));
    refused::<Numbers>(json!({"small": 1.5}));
    let whole: Numbers = from_value(json!({"small": 1.0})).unwrap();
    assert_eq!(whole.small, Some(1));
    kept::<Numbers>(json!({"when": "2024-01-02T03:04:05Z", "day": "2024-02-29", "bytes": "AAE="}));
    kept::<Numbers>(json!({"id": "00000000-0000-4000-8000-000000000000"}));
    refused::<Numbers>(json!({"when": "yesterday"}));
    refused::<Numbers>(json!({"day": "2023-02-29"}));
    refused::<Numbers>(json!({"id": "7"}));
}

/// Each level doubles the ways to read a value: sixty would never end.
#[test]
fn alternatives_within_alternatives_are_not_tried_without_end() {
    let nested = |depth: usize, leaf: Value| {
        (0..depth).fold(json!({"leaf": leaf}), |inner, _| json!({"next": inner}))
    };
    let violations = |value: &Value| {
        let mut found = Vec::new();
        check_json(value, Knot::schema(), &[], &Path::root("body"), &mut found);
        found.len()
    };
    for (depth, leaf) in [(2, json!(1)), (2, json!(true)), (60, json!(1))] {
        let value = nested(depth, leaf);
        assert_eq!(violations(&value), 0, "{value}");
        kept::<Knot>(value);
    }
    assert_eq!(violations(&nested(60, json!("neither"))), 1);
    kept::<Knot>(nested(60, json!("neither")));
}

struct Accounts;

impl Server for Accounts {
    async fn store(
        &self,
        _: Context<()>,
        request: store::Request,
    ) -> Result<Account, store::Failure> {
        assert_eq!(request.body.password.expose(), "secret");
        Ok(Account::new(7, request.body.name))
    }

    async fn everything(
        &self,
        _: Context<()>,
        _: everything::Request,
    ) -> Result<everything::Success, everything::Failure> {
        Ok(everything::Success::default())
    }

    async fn dated(
        &self,
        _: Context<()>,
        request: dated::Request,
    ) -> Result<dated::Success, dated::Failure> {
        Ok(request.version.to_string())
    }
}

#[tokio::test]
async fn requests_have_one_view_of_a_schema_and_responses_another() {
    let client = Client::builder()
        .transport(Transport::service(server::service(Accounts)))
        .build()
        .expect("the document names a server");
    let account = client.store(AccountInput::new("Ada", "secret")).await.expect("it is 200");
    assert_eq!(to_value(&account).unwrap(), json!({"id": 7, "name": "Ada"}));
    let failed: Result<_, Error<_>> = client.everything(()).await;
    assert_eq!(failed.expect("it is 200"), everything::Success::default());
    assert_eq!(client.dated(()).await.expect("it is 200"), "2025-01-01");
}

#[test]
fn an_enum_that_is_any_text_is_made_of_any() {
    assert_eq!(Paint::new("red"), Paint { tint: Tint::Red });
    assert_eq!(Paint::new("teal"), kept(json!({"tint": "teal"})));
}

#[test]
fn what_follows_the_places_of_a_list_is_kept() {
    let row: Row = kept(json!(["a", 1, 2]));
    assert_eq!(row.len(), 3);
}

#[test]
fn what_no_value_may_be_must_not_be_there() {
    let faults = |value: Value| {
        let mut found = Vec::new();
        check_json(&value, Barred::schema(), &[], &Path::root("body"), &mut found);
        found.into_iter().map(|violation| violation.pointer).collect::<Vec<_>>()
    };
    assert_eq!(faults(json!({"here": "a"})), [""; 0]);
    assert_eq!(faults(json!({"gone": 1})), ["/body/gone"]);
}
