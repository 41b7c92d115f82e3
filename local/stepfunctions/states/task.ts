import type { TaskState } from "../definition.ts";
import { withRetryAndCatch } from "../interpreter/attempts.ts";
import type { Conclusion } from "../interpreter/query-language.ts";
import { type Outcome, runtimeError, type Visit } from "../interpreter/run.ts";
import type { Json } from "../json.ts";
import { callTask } from "../tasks/call-task.ts";
import { parseResource, type Resource } from "../tasks/resource.ts";
import type { TimeLimits } from "../tasks/task-events.ts";
import { wholeNumber } from "./whole-number.ts";

/** Calls a Lambda function or a service, and waits for its answer or for its token. */
export function visitTask(visit: Visit<TaskState>): Promise<Outcome> {
  return withRetryAndCatch(visit, () => attempt(visit));
}

async function attempt(visit: Visit<TaskState>): Promise<Conclusion> {
  const { state, language, branch } = visit;
  const resource = parseResource(state.Resource);
  if (!resource) throw runtimeError(visit, `The resource ${state.Resource} cannot be called.`);
  const callback = waitsForToken(resource) ? branch.run.services.callbacks.open() : undefined;
  try {
    if (callback) visit.context = { ...visit.context, Task: { Token: callback.token } };
    const payload = await language.payload(visit);
    checkParameters(visit, resource, payload);
    const limits = await timeLimits(visit, callback !== undefined);
    const result = await callTask({ branch, stateName: visit.name, resource, payload, limits, callback });
    return await language.conclude(visit, result);
  } finally {
    callback?.close();
  }
}

/** What is only known once the parameters are filled in. AWS does not even schedule such a task. */
function checkParameters(visit: Visit<TaskState>, resource: Resource, payload: Json): void {
  if (resource.kind !== "integration") return;
  const missing = visit.branch.run.services.model?.missingFields(resource.integration, payload) ?? [];
  if (missing.length === 0) return;
  const faults = missing.map((name) => `The field '${name}' is required but was missing`).join(", ");
  const parameters = `The Parameters '${JSON.stringify(payload)}' could not be used to start the Task`;
  throw runtimeError(visit, `${parameters}: [${faults}]`);
}

function waitsForToken(resource: Resource): boolean {
  return resource.kind === "integration" && resource.waitsForToken;
}

/** Heartbeats are asked only of those who hold a token: nobody else could send one. */
async function timeLimits(visit: Visit, heartbeats: boolean): Promise<TimeLimits> {
  const timeoutInSeconds = await wholeNumber(visit, "TimeoutSeconds", 1);
  const heartbeatInSeconds = heartbeats ? await wholeNumber(visit, "HeartbeatSeconds", 1) : undefined;
  return {
    ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
    ...(heartbeatInSeconds !== undefined && { heartbeatInSeconds }),
  };
}
