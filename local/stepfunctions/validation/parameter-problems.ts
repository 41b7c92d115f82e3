import type { Definition, TaskState } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import { isObject } from "../json.ts";
import type { IntegrationModel } from "../tasks/integration-model.ts";
import { parseResource } from "../tasks/resource.ts";
import { type Place, places } from "./places.ts";

/**
 * What tasks call that AWS does not have, and what they hand over that is not taken or leave out that is needed, in AWS's words
 * (aws/aws-cdk#29968; measured by badmintoncryer/cdk-preflight).
 */
export function parameterProblems(definition: Definition, model: IntegrationModel): Problem[] {
  return [...places(definition)].flatMap((place) =>
    [...inTask(place, model)].map(({ message, at }) => ({
      code: "SCHEMA_VALIDATION_FAILED",
      message,
      location: place.location + at,
    })),
  );
}

function* inTask({ state, language }: Place, model: IntegrationModel): Iterable<{ message: string; at: string }> {
  const resource = state.Type === "Task" ? parseResource(state.Resource) : undefined;
  if (resource?.kind !== "integration") return;
  const { Resource } = state as TaskState;
  const { integration } = resource;
  if (model.isUnknown(integration)) {
    const why = "The value is not a valid resource ARN, or the resource is not available in this region.";
    yield { message: `The resource provided ${Resource} is not recognized. ${why}`, at: "/Resource" };
    return;
  }
  const field = language === "JSONata" ? "Arguments" : "Parameters";
  const template = (state as TaskState)[field];
  const unsupported = model.unsupportedFields(integration, template);
  for (const name of unsupported) {
    yield { message: `The field "${name}" is not supported by Step Functions`, at: `/${field}` };
  }
  if (unsupported.length > 0) return; // what seems to be missing may be there under a wrong name
  if (template !== undefined && !isObject(template)) return; // an expression, whose value comes later
  const missing = model.missingFields(integration, template ?? {});
  if (template === undefined && missing.length > 0) {
    yield { message: `${field} field is required for resource ARN: ${Resource}`, at: "" };
    return;
  }
  for (const name of missing) yield { message: `The field '${name}' is required but was missing`, at: `/${field}` };
}
