import type { Callbacks } from "./callbacks.ts";
import type { IntegrationModel } from "./integration-model.ts";

/** The state machine that a task belongs to, its execution, and the role it calls services as. */
export interface Machine {
  readonly stateMachineArn: string;
  readonly executionArn: string;
  readonly roleArn: string;
}

/** Whether the answer is waited for; by `DryRun` the function is not even invoked. */
export type InvocationType = "RequestResponse" | "Event" | "DryRun";

/**
 * Invokes a Lambda function as the machine's role, and gives what it returned if it was waited for. Rejects with a TaskFailure
 * when the function failed, with an AwsError when Lambda did; `signal` aborts when Step Functions no longer waits.
 * Tasks call it through `callFunction`, which knows what becomes of either.
 */
export type InvokeFunction = (
  functionArn: string,
  payload: unknown,
  signal: AbortSignal,
  machine: Machine,
  invocationType: InvocationType,
) => Promise<unknown>;

/**
 * Plays one service integration: what the service answered, as the task's result. Rejects with a TaskFailure.
 * It is found by the part of the resource after `arn:aws:states:::`, without `.waitForTaskToken`:
 * `sns:publish`, `aws-sdk:s3:getObject`, `states:startExecution.sync:2`. What waits for the end of a job says when it was submitted.
 */
export type Integration = (
  parameters: unknown,
  signal: AbortSignal,
  machine: Machine,
  submitted: (answer: unknown) => void,
) => Promise<unknown>;

export type Integrations = Readonly<Record<string, Integration>>;

/** What tasks call. */
export interface TaskServices {
  readonly invokeFunction: InvokeFunction;
  readonly integrations: Integrations;
  readonly callbacks: Callbacks;
  /** Left out, nothing is known of any integration. */
  readonly model?: IntegrationModel;
}
