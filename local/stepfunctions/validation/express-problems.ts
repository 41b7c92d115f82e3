import type { Definition } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import { parseResource } from "../tasks/resource.ts";
import { places } from "./places.ts";

/** How a task may wait for more than the answer. */
const patterns = [".waitForTaskToken", ".sync", ".sync:2"];

/** What a standard workflow may do and an express one may not: wait for a token or for the end of a job. */
export function expressProblems(definition: Definition): Problem[] {
  return [...places(definition)].flatMap(({ state, location }) => {
    const resource = state.Type === "Task" ? parseResource(state.Resource) : undefined;
    if (resource?.kind !== "integration") return [];
    const pattern = patterns.find((end) => resource.resource.endsWith(end));
    if (pattern === undefined) return [];
    const message = `Express state machine does not support '${pattern}' service integration `; // the space is AWS's
    return [{ code: "SCHEMA_VALIDATION_FAILED", message, location: `${location}/Resource` }];
  });
}
