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
  let own: JsonObject = {};
  let seen: JsonObject | undefined; // outer variables stay as they are for as long as an inner scope is at work
  return {
    get: (name) => (Object.hasOwn(own, name) ? own[name] : outer?.get(name)),
    all: () => {
      seen ??= { ...outer?.all(), ...own };
      return seen;
    },
    assign(values) {
      own = { ...own, ...values };
      seen = undefined;
    },
  };
}
