import type { SendTaskFailureInput, SendTaskHeartbeatInput, SendTaskSuccessInput } from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { isTooLarge, maximumSize } from "../interpreter/size-limit.ts";
import type { Json } from "../json.ts";
import type { Store } from "../store.ts";
import { jsonFault } from "../validation/json-fault.ts";

/** @throws AwsError InvalidOutput when it is no JSON or too large, InvalidToken, TaskTimedOut when nobody waits any more */
export function sendTaskSuccess({ taskToken = "", output = "" }: SendTaskSuccessInput, { services }: Store): object {
  const fault = jsonFault(output);
  if (fault) throw new AwsError("InvalidOutput", `Invalid Output: '${fault}'`);
  if (isTooLarge(output)) {
    throw new AwsError("InvalidOutput", `Invalid Output: 'The output is larger than ${maximumSize} bytes'`);
  }
  services.callbacks.succeed(taskToken, JSON.parse(output) as Json);
  return {};
}

/** @throws AwsError InvalidToken, TaskTimedOut */
export function sendTaskFailure({ taskToken = "", error, cause }: SendTaskFailureInput, { services }: Store): object {
  services.callbacks.fail(taskToken, error, cause);
  return {};
}

/** @throws AwsError InvalidToken, TaskTimedOut */
export function sendTaskHeartbeat({ taskToken = "" }: SendTaskHeartbeatInput, { services }: Store): object {
  services.callbacks.heartbeat(taskToken);
  return {};
}
