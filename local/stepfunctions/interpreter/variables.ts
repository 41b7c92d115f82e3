import type { Json, JsonObject } from "../json.ts";

/**
 * The variables of a scope: the machine's own, or those of one branch of a Parallel or one item of a Map, which
 * also sees the outer ones but never changes them
 * (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html).
 */
export interface Variables {
  get(name: string): Json | undefined;
  /** All that can be seen from here. */
  all(): JsonObject;
  assign(values: JsonObject): void;
}

export function createVariables(outer?: Variables): Variables {
  const own = new Map<string, Json>();
  return {
    get: (name) => (own.has(name) ? own.get(name) : outer?.get(name)),
    all: () => ({ ...outer?.all(), ...Object.fromEntries(own) }),
    assign(values) {
      for (const [name, value] of Object.entries(values)) own.set(name, value);
    },
  };
}
