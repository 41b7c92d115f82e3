import { SFN } from "@aws-sdk/client-sfn";
import { onTestFinished } from "vitest";
import { arnOf, defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import type { StatusChangeEvent } from "../../local/stepfunctions/status-change-event.ts";
import { createStepFunctions, type StepFunctions } from "../../local/stepfunctions/step-functions.ts";
import type { Integrations, InvokeFunction } from "../../local/stepfunctions/tasks/task-services.ts";
import { serve } from "./local-service.ts";

export const roleArn = `arn:aws:iam::${defaultAccount.id}:role/machine`;

interface Started {
  readonly stepFunctions: StepFunctions;
  readonly client: SFN;
  readonly clock: VirtualClock;
  /** What EventBridge was told. */
  readonly published: StatusChangeEvent[];
}

type Options = { invokeFunction?: InvokeFunction; integrations?: Integrations };

/** Step Functions in virtual time, with a real client that talks to it, until the end of the test. */
export async function startStepFunctions({
  invokeFunction = async () => null,
  integrations = {},
}: {
  invokeFunction?: InvokeFunction;
  integrations?: Integrations;
} = {}): Promise<{
  stepFunctions: StepFunctions;
  client: SFN;
  clock: VirtualClock;
  /** What EventBridge was told. */
  published: StatusChangeEvent[];
}> {
  const clock = new VirtualClock();
  const published: StatusChangeEvent[] = [];
  const stepFunctions = createStepFunctions({
    account: defaultAccount,
    clock,
    invokeFunction,
    integrations: () => integrations,
    publish: (event) => published.push(event),
  });
  onTestFinished(() => stepFunctions.stop());
  const client = new SFN(await serve(stepFunctions.service));
  onTestFinished(() => client.destroy());
  return { stepFunctions, client, clock, published };
}

export function machineArn(name: string): string {
  return arnOf(defaultAccount, "states", `stateMachine:${name}`);
}

/** The ARN of the state machine named machine, and those of its executions. */
export const stateMachineArn = machineArn("machine");

export function executionArn(name: string): string {
  return arnOf(defaultAccount, "states", `execution:machine:${name}`);
}

/** The same with a state machine named machine. */
export async function startWithMachine(definition: object, options: Options = {}): Promise<Started> {
  const started = await startStepFunctions(options);
  started.stepFunctions.createStateMachine({ name: "machine", definition: JSON.stringify(definition), roleArn });
  return started;
}
