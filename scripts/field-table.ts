import type { JsonSchema } from "@valibot/to-json-schema";
import { withPart } from "./written-part.ts";

/** A field of a JSON Schema, by the path it has in the file: `rollout.maximumPerMinute`, `signing (by custom).signature`. */
interface Field {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** What each field of release.json and of a product's settings means, as a table in Markdown; required ones are bold. */
function fieldTable({ release, product }: { release: JsonSchema; product: JsonSchema }): string {
  const inRelease = new Map(fieldsOf(release, "").map((field) => [field.path, field]));
  const inProduct = new Map(fieldsOf(product, "").map((field) => [field.path, field]));
  const rows = [...new Map([...inRelease, ...inProduct]).values()].map(({ path, schema, isRequired }) => {
    const files = [inRelease.has(path) ? "release" : "", inProduct.has(path) ? "product" : ""].filter(Boolean);
    const field = isRequired ? `**\`${path}\`**` : `\`${path}\``;
    return `| ${field} | ${files.join(", ")} | ${values(schema)} | ${schema.description?.replaceAll("<", "\\<")} |`;
  });
  return ["| field | in | values | |", "|---|---|---|---|", ...rows].join("\n");
}

function fieldsOf(schema: JsonSchema, path: string): Field[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (typeof field === "boolean") return [];
    const at = path === "" ? name : `${path}.${name}`;
    const isRequired = schema.required?.includes(name) ?? false;
    const deeper = at === "files[].signing" ? [] : fieldsOf(field, at); // the same as of the release
    return [{ path: at, schema: field, isRequired }, ...deeper];
  });
  const item = typeof schema.items === "object" && !Array.isArray(schema.items) ? schema.items : undefined;
  const choices = (schema.oneOf ?? []).flatMap((choice) =>
    typeof choice === "boolean" ? [] : fieldsOf(choice, `${path} (by ${byOf(choice)})`),
  );
  return [...own, ...(item ? fieldsOf(item, `${path}[]`) : []), ...choices];
}

function byOf({ properties }: JsonSchema): unknown {
  const by = properties?.["by"];
  return typeof by === "object" ? by.const : undefined;
}

/** The values a field may have, where a few words tell them. */
function values({ const: only, enum: some, type, minimum, maximum, exclusiveMinimum, items }: JsonSchema): string {
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (some) return some.map((value) => `\`${value}\``).join(", ");
  if (exclusiveMinimum !== undefined) return `above ${exclusiveMinimum}, up to ${maximum}`;
  if (maximum !== undefined) return `${minimum}–${maximum}`;
  if (type === "boolean") return "`true`, `false`";
  const of = typeof items === "object" && !Array.isArray(items) ? (items.enum ?? []) : [];
  if (of.length > 0) return `list of ${of.map((value) => `\`${value}\``).join(", ")}`;
  return type === "array" ? "list" : type === "string" ? "text" : "object";
}

const part = { begin: "<!-- The table is written by scripts/make-schemas.ts. -->\n", end: "<!-- Here it ends. -->" };

/** A page with its table of fields as it is to be. @throws where it has no place for one */
export function withFieldTable(page: string, schemas: { release: JsonSchema; product: JsonSchema }): string {
  return withPart(page, part, `${fieldTable(schemas)}\n`);
}
