//! The table is sound: every kind is there and reachable, no dialect has a key twice.

use std::collections::BTreeSet;

use specwright_grammar::{Dialect, Holds, Kind, object};

/// The kinds that a value may be.
fn kinds(holds: &Holds, into: &mut BTreeSet<Kind>) {
    match holds {
        Holds::Object(kind) | Holds::Referable(kind) => {
            into.insert(*kind);
        }
        Holds::List(inner) | Holds::Map(_, inner) => kinds(inner, into),
        Holds::Either(options) => options.iter().for_each(|option| kinds(option, into)),
        _ => {}
    }
}

fn reachable(dialect: Dialect) -> BTreeSet<Kind> {
    let mut seen = BTreeSet::from([Kind::Document]);
    let mut open = vec![Kind::Document];
    while let Some(kind) = open.pop() {
        let object = object(dialect, kind);
        let mut next = BTreeSet::new();
        object.fields().for_each(|field| kinds(&field.holds, &mut next));
        object.rest().iter().for_each(|rest| kinds(&rest.holds, &mut next));
        open.extend(next.into_iter().filter(|kind| seen.insert(*kind)));
    }
    seen
}

#[test]
fn a_definition_is_of_the_kind_it_was_asked_for() {
    for kind in Kind::ALL {
        assert_eq!(object(Dialect::V3_0, *kind).kind(), *kind);
    }
}

#[test]
fn no_dialect_has_a_key_twice() {
    for dialect in Dialect::ALL {
        for kind in Kind::ALL {
            let mut names = BTreeSet::new();
            for field in object(dialect, *kind).fields() {
                assert!(names.insert(field.name), "{dialect}: {} in {}", field.name, kind.name());
            }
        }
    }
}

#[test]
fn a_required_key_exists() {
    for kind in Kind::ALL {
        for field in Dialect::ALL.into_iter().flat_map(|d| object(d, *kind).fields()) {
            assert!(field.dialects.includes(field.required), "{} of {}", field.name, kind.name());
        }
    }
}

#[test]
fn every_kind_is_reached_in_its_dialects() {
    let only_by_reference = BTreeSet::from([Kind::Reference]);
    let mut all = only_by_reference;
    Dialect::ALL.into_iter().for_each(|dialect| all.extend(reachable(dialect)));
    assert_eq!(all, Kind::ALL.iter().copied().collect());

    let swagger = reachable(Dialect::V2_0);
    assert!(swagger.contains(&Kind::Items) && !swagger.contains(&Kind::RequestBody));
    assert!(!reachable(Dialect::V3_0).contains(&Kind::Items));
}

#[test]
fn later_dialects_keep_what_3_0_has() {
    let dropped = ["nullable"];
    for kind in reachable(Dialect::V3_0) {
        let later = object(Dialect::V3_2, kind);
        for field in object(Dialect::V3_0, kind).fields() {
            let kept = later.field(field.name).is_some() || dropped.contains(&field.name);
            assert!(kept, "{} of {}", field.name, kind.name());
        }
    }
}

#[test]
fn a_key_of_another_dialect_is_found_there() {
    let found: Vec<Dialect> = object(Dialect::V3_0, Kind::Schema).elsewhere("const").collect();
    assert_eq!(found, [Dialect::V3_1, Dialect::V3_2]);
}
