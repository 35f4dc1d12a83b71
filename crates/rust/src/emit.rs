//! The emitters, one a file of the output, or one a kind of type.

mod client;
mod defaults;
mod enumeration;
mod examples;
mod manifest;
mod mock;
mod object;
mod operation;
mod readme;
mod root;
mod server;
mod tests;
mod types;
mod union;
mod webhooks;

use crate::File;
use crate::plan::Plan;

/// All files of a crate.
pub(crate) fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut files = vec![
        file("Cargo.toml", manifest::text(plan)),
        file("README.md", readme::text(plan)),
        file("src/lib.rs", root::text(plan)),
        file("src/operations.rs", operation::index(plan)),
        file("src/client.rs", client::text(plan)),
        file("src/server.rs", server::text(plan)),
        file("src/mock.rs", mock::text(plan)),
        file("examples/mock.rs", examples::mock(plan)),
        file("examples/call.rs", examples::call(plan)),
    ];
    files.extend(types::files(plan));
    files.extend(operation::files(plan));
    if !plan.webhooks.is_empty() {
        files.push(file("src/webhooks.rs", webhooks::text(plan)));
        files.push(file("src/webhooks/receiver.rs", server::receiver(plan)));
        files.push(file("src/webhooks/sender.rs", client::sender(plan)));
        files.extend(operation::webhooks(plan));
    }
    files.extend(tests::text(plan).map(|text| file("tests/examples.rs", text)));
    files
}

fn file(path: &str, text: String) -> File {
    File { path: path.to_owned(), text }
}

/// The first lines of every file.
pub(crate) fn head(plan: &Plan<'_>) -> String {
    format!(
        "// Written by `{}`. Do not edit: change the document or the generator.\n",
        plan.config.command
    )
}
