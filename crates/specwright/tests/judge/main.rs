//! What specwright makes of real documents, held against another reading of their schemas: that
//! of the `jsonschema` crate. Skipped where the corpus is not there.

mod locate;
mod schema;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{fs, thread};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};
use specwright::ir::{Api, Codec, Kind, Shape, TypeId, Use};
use specwright::{Run, Settings};

/// Where the schemas of the document at hand are found.
const BASE: &str = "urn:document";

/// The figures of a run over many documents.
#[derive(Debug, Default)]
struct Counts {
    documents: usize,
    /// Examples that are values of their schemas.
    sound: usize,
    /// Those that are not.
    unsound: usize,
    untyped: usize,
    /// Places whose schemas were not found.
    unjudged: usize,
    faults: Vec<String>,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.documents += other.documents;
        self.sound += other.sound;
        self.unsound += other.unsound;
        self.untyped += other.untyped;
        self.unjudged += other.unjudged;
        self.faults.extend(other.faults);
    }
}

#[test]
fn sound_examples_are_read_and_only_silence_is_untyped() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(table) = fs::read_to_string(folder.join("OPENAPI.tsv")) else {
        println!("skipped: there is no corpus beside the repository");
        return;
    };
    let documents = documents(&table, &folder.join("openapi"));
    let (next, counts) = (AtomicUsize::new(0), Mutex::new(Counts::default()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((name, settings)) =
                    documents.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let found = judge(name, settings);
                    counts.lock().unwrap_or_else(PoisonError::into_inner).add(found);
                }
            });
        }
    });
    let mut counts = counts.into_inner().unwrap();
    counts.faults.sort();
    counts.faults.iter().for_each(|fault| println!("{fault}"));
    println!(
        "{} documents: {} examples that are values of their schemas, {} that are not, {} untyped \
         values, {} places without a judge, {} faults",
        counts.documents,
        counts.sound,
        counts.unsound,
        counts.untyped,
        counts.unjudged,
        counts.faults.len()
    );
    assert!(counts.sound > 1000, "the examples were not found");
    // A judge that finds no place finds no fault.
    assert!(counts.unjudged * 100 < counts.sound + counts.untyped, "places were not found");
    assert!(counts.faults.is_empty());
}

/// The documents of the corpus, by the columns `id` and `root` of its table.
fn documents(table: &str, folder: &Path) -> Vec<(String, Settings)> {
    let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let column = |name: &str| head.iter().position(|column| *column == name).unwrap();
    let (id, root) = (column("id"), column("root"));
    let only = std::env::var("ONLY").unwrap_or_default();
    let rows = lines.filter(|row| only.is_empty() || row[id].contains(&only));
    let settings = rows.map(|row| {
        let own = Some(folder.join(row[id])).filter(|own| own.is_dir());
        let sources = vec![folder.join(row[root])];
        (row[id].to_owned(), Settings { sources, root: own, ..Settings::default() })
    });
    settings.collect()
}

fn judge(name: &str, settings: &Settings) -> Counts {
    let run = Run::new(settings);
    let (Some(api), Some(normal)) = (&run.api, &run.normal) else { return Counts::default() };
    let tree = normal.tree().to_json();
    let schemas = schema::components(&tree, BASE);
    let registry = Registry::new().add(BASE, schemas).and_then(|builder| builder.prepare());
    let registry = registry.unwrap_or_else(|error| panic!("{name}: {error}"));
    let judge = Judge { name, api, tree: &tree, registry: &registry };
    let mut counts = Counts { documents: 1, ..Counts::default() };
    judge.examples(&mut counts);
    judge.untyped(&mut counts);
    counts
}

/// `format: byte` of OpenAPI 3.0 (RFC 4648, section 4).
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(plain)
}

struct Judge<'a> {
    name: &'a str,
    api: &'a Api,
    tree: &'a Value,
    registry: &'a Registry<'a>,
}

impl Judge<'_> {
    /// What the document says of a place.
    fn validator(&self, pointer: &str) -> Option<Validator> {
        let all = locate::schemas(self.tree, pointer)?;
        let all: Vec<Value> = all.iter().map(|schema| schema::converted(schema, BASE)).collect();
        let options = jsonschema::options().with_registry(self.registry);
        let options = options.should_validate_formats(true).with_format("byte", is_base64);
        let said = if all.is_empty() { json!({}) } else { json!({"allOf": all}) };
        options.build(&said).ok()
    }

    /// Every example that its own schema accepts is read.
    fn examples(&self, counts: &mut Counts) {
        for (pointer, used, examples) in self.all() {
            if examples.is_empty() {
                continue;
            }
            let Some(validator) = self.validator(&pointer) else {
                counts.unjudged += 1;
                continue;
            };
            for example in examples {
                if !validator.is_valid(example) {
                    counts.unsound += 1;
                    continue;
                }
                counts.sound += 1;
                if !self.api.accepts(&used, example) {
                    let example: String = example.to_string().chars().take(160).collect();
                    let fault = format!("{} {pointer}: not read: {example}", self.name);
                    counts.faults.push(fault);
                }
            }
        }
    }

    /// All examples of a document, with what they are examples of.
    fn all(&self) -> Vec<(String, Use, Vec<&Value>)> {
        let mut all = Vec::new();
        for (index, ty) in self.api.types.iter().enumerate() {
            let pointer = self.api.pointer(&ty.place);
            if let Shape::Object(object) = &ty.shape {
                for field in &object.fields {
                    let name = field.name.replace('~', "~0").replace('/', "~1");
                    let pointer = format!("{pointer}/properties/{name}");
                    all.push((pointer, field.used.clone(), field.example.iter().collect()));
                }
            }
            let used = Use::of(Kind::Type(TypeId(index))).or_null(ty.nullable);
            // Whether null is admitted is said where an inline type is used.
            let examples = ty.examples.iter().filter(|e| ty.nullable || !e.is_null());
            all.push((pointer, used, examples.collect()));
        }
        let json = self.api.bodies().filter(|(_, media)| media.codec == Codec::Json);
        all.extend(json.map(|(pointer, media)| {
            (pointer, media.used.clone(), media.examples.iter().collect())
        }));
        all
    }

    /// A value may be anything only where the document admits anything.
    fn untyped(&self, counts: &mut Counts) {
        let values = [
            json!(null),
            json!(true),
            json!(-3),
            json!(0.5),
            json!("text"),
            json!([]),
            json!([1, "two"]),
            json!({}),
            json!({"one": 2}),
        ];
        for pointer in self.api.untyped() {
            counts.untyped += 1;
            let Some(validator) = self.validator(&pointer) else {
                counts.unjudged += 1;
                continue;
            };
            // A schema that admits nothing at all has no type either.
            let refused = values.iter().filter(|value| !validator.is_valid(value)).count();
            if (1..values.len()).contains(&refused) {
                counts.faults.push(format!("{} {pointer}: untyped, and not any value", self.name));
            }
        }
    }
}
