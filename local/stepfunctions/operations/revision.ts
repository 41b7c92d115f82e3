import type { LoggingConfiguration, TracingConfiguration } from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import type { Definition } from "../definition.ts";
import type { Revision, Store } from "../store.ts";
import { definitionProblems } from "../validation/definition-problems.ts";
import { checkedLogging } from "../validation/logging-configuration.ts";
import { notPlayed } from "../validation/not-played.ts";

export interface RevisionRequest {
  readonly stateMachineArn: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly loggingConfiguration?: LoggingConfiguration | undefined;
  readonly tracingConfiguration?: TracingConfiguration | undefined;
}

/**
 * What a state machine is made of or changed to, checked.
 * @throws AwsError InvalidDefinition, InvalidArn, AccessDeniedException for a role that does not trust Step Functions, InvalidLoggingConfiguration; NotImplemented for what local AWS does not play, by name
 */
export function revisionOf(request: RevisionRequest, store: Store): Revision {
  const problems = definitionProblems(request.definition, store.services.model);
  if (problems.length > 0) {
    const faults = problems.map(({ code, message, location }) => `${code}: ${message} at ${location || "null"}`);
    throw new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${faults.join(", ")}'`);
  }
  const definition = JSON.parse(request.definition) as Definition;
  const missing = notPlayed(definition, Object.keys(store.services.integrations));
  if (missing.length > 0) throw new AwsError("NotImplemented", `Local AWS does not play ${missing.join(", ")}`, 501);
  if (!request.roleArn.startsWith("arn:")) {
    throw new AwsError("InvalidArn", `Invalid Role Arn: '${request.roleArn}'`);
  }
  checkTrust(request, store);
  return {
    text: request.definition,
    definition,
    roleArn: request.roleArn,
    loggingConfiguration: checkedLogging(request.loggingConfiguration),
    tracingConfiguration: { enabled: false, ...request.tracingConfiguration },
    updateDate: new Date(store.clock.now()),
  };
}

/** Of a role that no stack has made nobody knows whom it trusts. @throws AwsError AccessDeniedException */
function checkTrust({ roleArn, stateMachineArn }: RevisionRequest, { checkAssumable }: Store): void {
  try {
    checkAssumable(roleArn, stateMachineArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const words =
      "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.";
    throw new AwsError("AccessDeniedException", words, 400);
  }
}
