import { readdirSync, readFileSync } from "node:fs";
import type { Release } from "../../functions/firmware/release.ts";

const folder = new URL("../fixtures/statemachines/", import.meta.url);

/** The state machines of earlier versions, whose executions may still run: by version, the oldest first. */
export const earlierVersions: readonly string[] = readdirSync(folder).sort((one, other) =>
  one.localeCompare(other, "en", { numeric: true }),
);

/** Where the definition of a version is, as the template names files. */
export function earlierMachine(version: string): string {
  return `test/fixtures/statemachines/${version}/firmware-update.asl.json`;
}

/**
 * A release as an earlier version described it: what it did not know yet is not there. It is what that version's executions hand
 * each of their tasks.
 * @throws Error for what it knew and today's releases do not have: a handler that reads it would find nothing
 */
export function asDescribedBy(version: string, release: Release): Release {
  const example = JSON.parse(readFileSync(new URL(`${version}/release.json`, folder), "utf8"));
  return likeExample(release, example, "release") as Release;
}

function likeExample(value: unknown, example: unknown, where: string): unknown {
  if (Array.isArray(value) && Array.isArray(example))
    return value.map((item) => likeExample(item, example[0], `${where}[]`));
  if (!isObject(value) || !isObject(example)) return value;
  return Object.fromEntries(
    Object.keys(example).map((key) => {
      if (!(key in value)) throw new Error(`${where}.${key} is gone`);
      return [key, likeExample(value[key], example[key], `${where}.${key}`)];
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
