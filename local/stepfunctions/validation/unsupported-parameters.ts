import type { Definition, TaskState } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import { parseResource } from "../tasks/resource.ts";
import { places } from "./places.ts";

/** Names in what a task hands to an integration, as its definition writes it, that the integration does not have. */
export type UnsupportedFields = (integration: string, template: unknown) => readonly string[];

/** What tasks hand over that is not taken, in AWS's words (aws/aws-cdk#29968). */
export function unsupportedParameters(definition: Definition, unsupported: UnsupportedFields): Problem[] {
  return [...places(definition)].flatMap(({ state, location }) => {
    const resource = state.Type === "Task" ? parseResource(state.Resource) : undefined;
    if (resource?.kind !== "integration") return [];
    return (["Parameters", "Arguments"] as const).flatMap((field) =>
      unsupported(resource.integration, (state as TaskState)[field]).map((name) => ({
        code: "SCHEMA_VALIDATION_FAILED",
        message: `The field "${name}" is not supported by Step Functions`,
        location: `${location}/${field}`,
      })),
    );
  });
}
