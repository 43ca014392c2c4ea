// Builds dist/ from src/: `node build.mjs [folder]`. The same sources give the same bytes, so that a test can compare.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = resolve(process.argv[2] ?? join(here, "dist"));

// A style sheet is imported as the text that a constructable style sheet takes.
const cssAsText = {
  name: "css-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

// Line breaks between the tags of a template are there for its reader alone.
const templatesOnOneLine = {
  name: "templates-on-one-line",
  setup({ onLoad }) {
    onLoad({ filter: /src\/panel\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: source.replace(/([>}`])\n\s+(?=<|\$\{)/g, "$1").replace(/>\n\s+`/g, ">`"), loader: "ts" };
    });
  },
};

const common = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  legalComments: "none",
  metafile: true,
  minify: true,
  outdir: dist,
  plugins: [cssAsText, templatesOnOneLine],
  target: ["chrome123", "firefox121", "safari17.5"] // the first with light-dark() and all else that is used,
};

/** Return the file names that a build wrote, by entry point. */
function written({ metafile }) {
  const outputs = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint);
  return Object.fromEntries(outputs.map(([file, output]) => [output.entryPoint, basename(file)]));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const hashed = { entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]" };
const panel = await build({
  ...common,
  ...hashed,
  entryPoints: { panel: "src/panel/index.ts" },
  splitting: true,
});

// The launcher keeps its name, because sites embed it, and knows the panel by its hashed one. Pages that were loaded
// before the server's last update know an old one, and fall back on the name without a hash.
const panelFile = written(panel)["src/panel/index.ts"];
await build({
  ...common,
  entryPoints: { widget: "src/launcher.ts" },
  define: { PANEL_FILE: JSON.stringify(panelFile) },
});
await writeFile(join(dist, "panel.js"), `export * from "./${panelFile}";\n`);

const page = written(
  await build({ ...common, ...hashed, plugins: [], entryPoints: ["src/page/page.css", "src/page/page.ts"] }),
);
const html = (await readFile(join(here, "src/page/index.html"), "utf8"))
  .replace("page.css", page["src/page/page.css"])
  .replace("page.ts", page["src/page/page.ts"]);
await writeFile(join(dist, "index.html"), html);
await writeFile(join(dist, "icon.svg"), await readFile(join(here, "src/page/icon.svg")));

for (const file of ["widget.js", ...Object.values(written(panel)).sort()]) {
  console.log(`${gzipSync(await readFile(join(dist, file)), { level: 9 }).length} bytes gzipped: ${file}`);
}
