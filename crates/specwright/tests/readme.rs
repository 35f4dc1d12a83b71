//! What README.md shows of other files stands there.

use std::fs;
use std::path::Path;

#[test]
fn excerpts_are_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let excerpts: Vec<&str> = readme.split("<!-- from ").skip(1).collect();
    assert!(excerpts.len() >= 3, "README.md shows no excerpts");
    for excerpt in excerpts {
        let (path, rest) = excerpt.split_once(" -->").unwrap();
        let fenced = rest.split_once("```").and_then(|(_, rest)| rest.split_once('\n')).unwrap().1;
        let (shown, _) = fenced.split_once("```").unwrap();
        let text = fs::read_to_string(root.join(path)).unwrap();
        assert!(text.contains(shown), "{path} does not hold what README.md shows of it:\n{shown}");
    }
}
