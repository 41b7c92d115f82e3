import type { DescribeExecutionOutput, StartExecutionInput, StartExecutionOutput } from "@aws-sdk/client-sfn";
import * as sdk from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { modelOf } from "../../http/model.ts";
import { TaskFailure } from "../task-failure.ts";
import { callMetadata } from "./call-metadata.ts";
import { failureOf, inJava1 } from "./service-failure.ts";
import type { Integration, Integrations, Machine } from "./task-services.ts";

/** What starting a child needs of Step Functions itself. */
export interface ChildExecutions {
  /** As the role of the machine whose task starts it. @throws AwsError */
  start(request: StartExecutionInput, machine: Machine): StartExecutionOutput;
  stop(executionArn: string): void;
  finished(executionArn: string): Promise<DescribeExecutionOutput>;
}

/**
 * `states:startExecution`, and with `.sync` and `.sync:2` the child's end: the answer of DescribeExecution in upper camel
 * case, its input and output as text or, with `:2`, as JSON
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html). A child that ends otherwise than
 * SUCCEEDED fails the task with `States.TaskFailed`; a task that is given up stops its child.
 */
export function startExecutionIntegrations(children: ChildExecutions): Integrations {
  return {
    "states:startExecution": async (parameters, _signal, machine) => started(start(children, parameters, machine)),
    "states:startExecution.sync": waitForEnd(children, (text) => text),
    "states:startExecution.sync:2": waitForEnd(children, (text) => (text === undefined ? undefined : JSON.parse(text))),
  };
}

const model = modelOf(sdk);
const java = inJava1("StepFunctions", "AWSStepFunctions");

/** @throws TaskFailure `StepFunctions.StateMachineDoesNotExistException` and its like */
function start(children: ChildExecutions, parameters: unknown, machine: Machine): StartExecutionOutput {
  const { StateMachineArn, Name, Input } = parameters as Readonly<Record<string, unknown>>;
  try {
    const request = {
      stateMachineArn: String(StateMachineArn),
      ...(isGiven(Name) && { name: String(Name) }),
      ...(isGiven(Input) && { input: typeof Input === "string" ? Input : JSON.stringify(Input) }),
    };
    return children.start(request, machine);
  } catch (error) {
    throw error instanceof AwsError ? failureOf(error, model, java) : error;
  }
}

/** A parameter that is null is none, as recorded on AWS. */
function isGiven(parameter: unknown): boolean {
  return parameter !== undefined && parameter !== null;
}

function started({ executionArn, startDate }: StartExecutionOutput) {
  return { ExecutionArn: executionArn, ...callMetadata(), StartDate: startDate?.getTime() };
}

function waitForEnd(children: ChildExecutions, data: (text: string | undefined) => unknown): Integration {
  return async (parameters, signal, machine, submitted) => {
    const child = start(children, parameters, machine);
    const { executionArn = "" } = child;
    submitted(started(child));
    const stopChild = () => children.stop(executionArn);
    signal.addEventListener("abort", stopChild, { once: true });
    const ended = await children.finished(executionArn).finally(() => signal.removeEventListener("abort", stopChild));
    const described = describe(ended, data);
    if (ended.status === "SUCCEEDED") return described;
    throw new TaskFailure("States.TaskFailed", JSON.stringify(described));
  };
}

/** As recorded on AWS, in the order of the names; what a child does not have is left out. */
function describe(ended: DescribeExecutionOutput, data: (text: string | undefined) => unknown) {
  const { cause, error, output } = ended;
  return {
    ...(cause !== undefined && { Cause: cause }),
    ...(error !== undefined && { Error: error }),
    ExecutionArn: ended.executionArn,
    Input: data(ended.input),
    InputDetails: { Included: true },
    Name: ended.name,
    ...(output !== undefined && { Output: data(output), OutputDetails: { Included: true } }),
    StartDate: ended.startDate?.getTime(),
    StateMachineArn: ended.stateMachineArn,
    Status: ended.status,
    StopDate: ended.stopDate?.getTime(),
  };
}
