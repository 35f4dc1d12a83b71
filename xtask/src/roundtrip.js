// Renders a document as a page with widdershins; called by `cargo xtask roundtrip` with its folder,
// the document and the page. What it says on the last line is why it could not.

const fs = require("fs");
const path = require("path");

const [widdershins, document, page] = process.argv.slice(2);
const { convert } = require(widdershins);
const yaml = require(require.resolve("yaml", { paths: [widdershins] }));

async function render() {
  const text = fs.readFileSync(document, "utf8").replace(/^\uFEFF/, "");
  const api = document.endsWith(".json") ? JSON.parse(text) : yaml.parse(text);
  const markdown = await convert(api, {
    codeSamples: true,
    language_tabs: [{ shell: "Shell" }],
    resolve: true,
    sample: true,
    source: path.resolve(document),
  });
  if (!markdown) throw new Error("it makes no page");
  fs.writeFileSync(page, markdown);
}

render().then(
  () => process.exit(0),
  (error) => {
    console.log(String(error && error.message).split("\n")[0].slice(0, 200));
    process.exit(1);
  },
);
