import { readFileSync } from "node:fs";
import type { Release } from "../../functions/firmware/release.ts";

/** An input of a function as it is kept in `events/`. */
export function event<Input>(name: string): Input {
  return JSON.parse(readFileSync(new URL(`../../events/${name}.json`, import.meta.url), "utf8"));
}

/** thermostat 1.4.0 for a group of that name, one file, signed by the pipeline; with changes. */
export function aRelease(changes: Partial<Release> = {}): Release {
  return { ...event<{ release: Release }>("workflow.admit-release").release, ...changes };
}
