import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { arnOf, defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import { AwsError } from "../../local/http/aws-error.ts";
import type { Definition } from "../../local/stepfunctions/definition.ts";
import { startExecution } from "../../local/stepfunctions/interpreter/execution.ts";
import { TaskFailure } from "../../local/stepfunctions/task-failure.ts";
import { type Callbacks, createCallbacks } from "../../local/stepfunctions/tasks/callbacks.ts";
import { lambdaInvoke } from "../../local/stepfunctions/tasks/lambda-invoke.ts";

/** Stands in for a Lambda function or a service integration. What it throws is reported as Lambda reports it, by its name. */
export type TaskStub = (payload: unknown, context: TaskContext) => unknown;

export interface TaskContext {
  readonly clock: VirtualClock;
  /** Aborts when the machine no longer waits for the answer. */
  readonly signal: AbortSignal;
  /** Sends back the token of a task that waits for it. */
  readonly callbacks: Callbacks;
}

export interface Play {
  /** The machine, or its JSON text. */
  readonly definition: Definition | Record<string, unknown> | string;
  readonly input?: unknown;
  /** The execution's name. */
  readonly name?: string;
  /** By the function's ARN or name, or by what follows `arn:aws:states:::` for an integration. */
  readonly tasks?: Readonly<Record<string, TaskStub>>;
  readonly clock?: VirtualClock;
}

export interface Played {
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** The names of the states that were entered, in order, those inside a Map or Parallel among them. */
  readonly states: string[];
  readonly events: readonly HistoryEvent[];
  /** The seconds that each visit to a Wait state took, in order. */
  readonly waits: number[];
  /** The seconds the whole execution took. */
  readonly seconds: number;
}

/** Plays an execution of a state machine to its end, in virtual time: sixty days take a moment. */
export async function playMachine({
  definition,
  input = {},
  name = "played",
  tasks = {},
  clock,
}: Play): Promise<Played> {
  const time = clock ?? new VirtualClock();
  const machine = typeof definition === "string" ? JSON.parse(definition) : definition;
  const callbacks = createCallbacks();
  const call = (stub: TaskStub | undefined, what: string, payload: unknown, signal: AbortSignal) => {
    if (!stub) throw new AwsError("ResourceNotFoundException", `Function not found: ${what}`, 404);
    return asLambda(() => stub(payload, { clock: time, signal, callbacks }));
  };
  const invokeFunction = async (arn: string, payload: unknown, signal: AbortSignal) =>
    call(tasks[arn] ?? tasks[arn.split(":").at(-1) ?? ""], arn, payload, signal);
  const integrations = Object.entries(tasks).map(([key, stub]) => [
    key,
    (payload: unknown, signal: AbortSignal) => call(stub, key, payload, signal),
  ]);

  const started = time.now();
  const execution = startExecution({
    arn: arnOf(defaultAccount, "states", `execution:machine:${name}`),
    name,
    machine: {
      arn: arnOf(defaultAccount, "states", "stateMachine:machine"),
      name: "machine",
      roleArn: "arn:aws:iam::123456789012:role/machine",
      definition: machine as Definition,
    },
    input: JSON.stringify(input),
    clock: time,
    region: defaultAccount.region,
    services: {
      invokeFunction,
      integrations: {
        "lambda:invoke": lambdaInvoke(defaultAccount, invokeFunction),
        ...Object.fromEntries(integrations),
      },
      callbacks,
    },
  });
  await time.playUntil(execution.finished);
  const { status, output, error, cause, events } = execution;
  return {
    status,
    output: output === undefined ? undefined : JSON.parse(output),
    error,
    cause,
    states: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
    events,
    waits: waitsIn(events),
    seconds: (time.now() - started) / 1000,
  };
}

/** As Lambda reports an error: its name is the `errorType`, and the cause is JSON. */
async function asLambda(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TaskFailure || !(error instanceof Error)) throw error;
    const { name: errorType, message: errorMessage } = error;
    throw new TaskFailure(errorType, JSON.stringify({ errorType, errorMessage, trace: [] }));
  }
}

function waitsIn(events: readonly HistoryEvent[]): number[] {
  const left = new Map(
    events.flatMap((event) => (event.type === "WaitStateExited" ? [[event.previousEventId, event]] : [])),
  );
  return events.flatMap((entered) => {
    const exit = entered.type === "WaitStateEntered" ? left.get(entered.id) : undefined;
    return exit ? [(time(exit) - time(entered)) / 1000] : [];
  });
}

function time({ timestamp }: HistoryEvent): number {
  return timestamp?.getTime() ?? 0;
}
