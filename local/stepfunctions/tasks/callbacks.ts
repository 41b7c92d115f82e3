import { randomBytes } from "node:crypto";
import { AwsError } from "../../http/aws-error.ts";
import { StatesError } from "../interpreter/states-errors.ts";
import type { Json } from "../json.ts";

/** A task that waits for SendTaskSuccess or SendTaskFailure. */
export interface Callback {
  readonly token: string;
  /** What SendTaskSuccess brought; rejects with the StatesError that SendTaskFailure names. */
  readonly answered: Promise<Json>;
  /** Called for each SendTaskHeartbeat. */
  onHeartbeat: () => void;
  /** Nobody waits any more: later calls with the token are answered with `TaskTimedOut`. */
  close(): void;
}

/** The tasks of all executions that wait for their token. */
export interface Callbacks {
  open(): Callback;
  /** @throws AwsError `InvalidToken` for a token never given out, `TaskTimedOut` when its task is over */
  succeed(token: string, output: Json): void;
  fail(token: string, error: string | undefined, cause: string | undefined): void;
  heartbeat(token: string): void;
}

interface Waiting {
  readonly resolve: (output: Json) => void;
  readonly reject: (failure: StatesError) => void;
  readonly callback: Callback;
}

export function createCallbacks(): Callbacks {
  const waiting = new Map<string, Waiting>();
  const over = new Set<string>();

  const close = (token: string) => {
    waiting.delete(token);
    over.add(token);
  };

  const find = (token: string): Waiting => {
    const found = waiting.get(token);
    if (found) return found;
    if (over.has(token))
      throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", 400);
    throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'", 400);
  };

  return {
    open() {
      const token = randomBytes(96).toString("base64");
      const { promise, resolve, reject } = Promise.withResolvers<Json>();
      promise.catch(() => {}); // the task reports it, unless it stopped waiting first
      const callback: Callback = { token, answered: promise, onHeartbeat: () => {}, close: () => close(token) };
      waiting.set(token, { resolve, reject, callback });
      return callback;
    },
    succeed(token, output) {
      const { resolve } = find(token);
      close(token);
      resolve(output);
    },
    fail(token, error, cause) {
      const { reject } = find(token);
      close(token);
      reject(new StatesError(error, cause));
    },
    heartbeat: (token) => find(token).callback.onHeartbeat(),
  };
}
