import { redriveStatus } from "./operations/redrive-status.ts";
import type { StoredExecution } from "./store.ts";

/** What Step Functions tells EventBridge. */
export interface StatusChangeEvent {
  readonly source: "aws.states";
  readonly "detail-type": "Step Functions Execution Status Change";
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Input and output are left out of events larger than this (https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html). */
const largestData = 248 * 1024;

/** The event of an execution that has just started, ended or been redriven, its times in milliseconds since 1970. */
export function statusChangeEvent(
  { execution, versionArn, aliasArn }: StoredExecution,
  now: number,
): StatusChangeEvent {
  const { arn, name, machineArn, status, startDate, stopDate, input, output = null, error, cause } = execution;
  const inputFits = Buffer.byteLength(JSON.stringify([input, output])) <= largestData;
  const outputFits = Buffer.byteLength(JSON.stringify(output)) <= largestData;
  return {
    source: "aws.states",
    "detail-type": "Step Functions Execution Status Change",
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machineArn,
      name,
      status,
      startDate: startDate.getTime(),
      stopDate: stopDate?.getTime() ?? null,
      input: inputFits ? input : null,
      inputDetails: { included: inputFits },
      output: outputFits ? output : null,
      outputDetails: output === null ? null : { included: outputFits },
      error: error ?? null,
      cause: cause ?? null,
      stateMachineVersionArn: versionArn ?? null,
      stateMachineAliasArn: aliasArn ?? null,
      redriveCount: execution.redriveCount,
      redriveDate: execution.redriveDate?.getTime() ?? null,
      redriveStatusReason: null,
      ...redriveStatus(execution, now),
    },
  };
}
