import { readFileSync } from "node:fs";
import type { JsonSchema } from "@valibot/to-json-schema";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { jsonSchemas } from "../scripts/json-schemas.ts";
import { misshapenManifests } from "./support/bad-manifests.ts";
import { goodManifests } from "./support/good-manifests.ts";

const committed = (what: string) =>
  JSON.parse(readFileSync(new URL(`../schemas/${what}.schema.json`, import.meta.url), "utf8"));
const validator = (what: string) => new Ajv({ strict: false }).compile(committed(what));

describe("a JSON Schema", () => {
  it.each(Object.entries(jsonSchemas()))(
    "of %s is what the code makes: node scripts/make-schemas.ts",
    (what, schema) => {
      expect(committed(what)).toEqual(schema);
    },
  );

  it.each(Object.entries(jsonSchemas()))("of %s describes every field", (_, schema) => {
    expect(undescribed(schema)).toEqual([]);
  });
});

describe("the JSON Schema of release.json", () => {
  const isValid = validator("release");

  it.each(Object.entries(goodManifests))("allows %s", (_, manifest) => {
    expect(isValid(manifest), JSON.stringify(isValid.errors)).toBe(true);
  });

  it.each(misshapenManifests)("refuses what the pipeline does by its form: %s", (_, manifest) => {
    expect(isValid(JSON.parse(JSON.stringify(manifest)))).toBe(false);
  });
});

describe("the JSON Schema of a product's settings", () => {
  const isValid = validator("product");

  it("allows the settings that a manifest has too, and the product's own", () => {
    const { files: _, signing: __, description: ___, ...shared } = goodManifests["every setting"] ?? { files: [] };
    expect(isValid({ ...shared, fileName: "/app.bin", fileType: 0, signingProfile: "thermostat_2" })).toBe(true);
    expect(isValid({})).toBe(true);
  });

  it.each(["files", "signing", "description", "retryOf", "roleArn"])("knows no %s", (name) => {
    expect(isValid({ [name]: "thermostat-1_4_0-5f2c9a10" })).toBe(false);
  });
});

/** The paths of the fields without a description. */
function undescribed(schema: unknown, path = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "properties" ? undescribedFields(value, path) : undescribed(value, `${path}/${key}`),
  );
}

function undescribedFields(fields: Readonly<Record<string, JsonSchema>>, path: string): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const own = `${path}.${name}`;
    return field.description === undefined ? [own, ...undescribed(field, own)] : undescribed(field, own);
  });
}
