import type { BuildOptions } from "esbuild";

/** `Metadata.BuildProperties` of a function in the template. */
export type BuildProperties = Readonly<Record<string, unknown>>;

type Text = readonly [option: keyof BuildOptions, read: (text: string) => unknown];

const asIs = (text: string) => text;
const commaSeparated = (text: string) => text.split(",");

/** `--minify`, or `--minify=true`. */
const flags: Readonly<Record<string, keyof BuildOptions>> = {
  IgnoreAnnotations: "ignoreAnnotations",
  KeepNames: "keepNames",
  Minify: "minify",
  MinifyIdentifiers: "minifyIdentifiers",
  MinifySyntax: "minifySyntax",
  MinifyWhitespace: "minifyWhitespace",
  PreserveSymlinks: "preserveSymlinks",
  Sourcemap: "sourcemap",
  SourcesContent: "sourcesContent",
  Splitting: "splitting",
  TreeShaking: "treeShaking",
};

/** `--target=es2022`. */
const texts: Readonly<Record<string, Text>> = {
  Charset: ["charset", asIs],
  Conditions: ["conditions", commaSeparated],
  Format: ["format", asIs],
  LegalComments: ["legalComments", asIs],
  MainFields: ["mainFields", commaSeparated],
  Packages: ["packages", asIs],
  ResolveExtensions: ["resolveExtensions", commaSeparated],
  Sourcemap: ["sourcemap", asIs],
  SourceRoot: ["sourceRoot", asIs],
  Target: ["target", commaSeparated],
  Tsconfig: ["tsconfig", asIs],
};

/** `--external:a --external:b`. */
const lists: Readonly<Record<string, keyof BuildOptions>> = {
  Drop: "drop",
  DropLabels: "dropLabels",
  External: "external",
  Inject: "inject",
  Pure: "pure",
};

/** `--define:A=1 --define:B=2`. */
const pairs: Readonly<Record<string, keyof BuildOptions>> = {
  Alias: "alias",
  Banner: "banner",
  Define: "define",
  Footer: "footer",
  Loader: "loader",
  OutExtension: "outExtension",
};

/** The entry points are the bundle's own matter; the others `sam build` sets or drops itself, or they change only what it prints. */
const withoutEffect = new Set(["EntryPoints", "UseNpmCi", "Bundle", "Platform", "Outdir", "LogLevel"]);

/**
 * The options of esbuild's API for the command line that `sam build` makes of a function's build properties: a text becomes
 * `--name=text`, a list `--name:item` for each, and without a word about it the code is CommonJS for es2020, minified
 * (aws-lambda-builders 1.58, workflows/nodejs_npm_esbuild/esbuild.py).
 * @throws Error that names the property which is not known, or has a value esbuild's command line does not take
 */
export function esbuildOptions(properties: BuildProperties): BuildOptions {
  const options: Record<string, unknown> = {
    bundle: true,
    platform: "node",
    target: "es2020",
    format: "cjs",
    minify: true,
  };
  for (const [name, value] of Object.entries(properties)) {
    if (!withoutEffect.has(name)) Object.assign(options, optionOf(name, value));
  }
  return options;
}

function optionOf(name: string, value: unknown): Record<string, unknown> {
  const flag = flags[name];
  if (flag && (value === true || value === "true")) return { [flag]: true };
  if (flag && (value === false || value === "false")) return { [flag]: false };
  const text = texts[name];
  if (text && typeof value === "string") return { [text[0]]: text[1](value) };
  const list = lists[name];
  if (list && isTexts(value)) return { [list]: value };
  const pair = pairs[name];
  if (pair && isTexts(value)) return { [pair]: Object.fromEntries(value.map((item) => keyAndValue(name, item))) };
  if (flag || text || list || pair) {
    throw new Error(`BuildProperties.${name} cannot be ${JSON.stringify(value)}: esbuild would not take it`);
  }
  throw new Error(`BuildProperties.${name} is not known to local AWS`);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function keyAndValue(name: string, item: string): [string, string] {
  const equals = item.indexOf("=");
  if (equals < 1) throw new Error(`BuildProperties.${name} wants key=value, not ${JSON.stringify(item)}`);
  return [item.slice(0, equals), item.slice(equals + 1)];
}
