import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Account } from "../account.ts";
import { type Clock, leadOf } from "../clock.ts";
import { type Ending, judge } from "./ending.ts";
import type { LambdaFunction } from "./function.ts";
import type { Invocation, Outcome } from "./invocation.ts";
import { invocationLogs } from "./invocation-log.ts";
import { startRealTimeLimit } from "./real-time-limit.ts";
import { type RuntimeApi, startRuntimeApi } from "./runtime-api.ts";
import { type Credentials, sandboxEnvironment } from "./sandbox-environment.ts";
import { outputRead, type SandboxProcess, startSandboxProcess } from "./sandbox-process.ts";

/** A place where one function runs, one invocation at a time. */
export interface Sandbox {
  readonly functionName: string;
  /** Of the credentials that this sandbox alone has. */
  readonly accessKeyId: string;
  readonly isAlive: boolean;
  /** Resolves with nothing when the sandbox has died since it was last used: then nothing has run. */
  invoke(invocation: Invocation): Promise<Outcome | undefined>;
  /** Whatever runs in it fails. Resolves when its process is no more. */
  kill(): Promise<void>;
}

/** What a sandbox needs of the world. */
export interface SandboxWorld {
  readonly account: Account;
  readonly clock: Clock;
  issueCredentials(roleArn: string, sessionName: string): Credentials;
  endpoint(): string;
  log(functionName: string, line: string): void;
}

/** Starts a sandbox. That it cannot initialise is told by its first invocation. */
export async function startSandbox(fn: LambdaFunction, world: SandboxWorld): Promise<Sandbox> {
  const { clock } = world;
  const platform = invocationLogs[fn.logging.format];
  let lines: string[] = [];
  const write = (line: string) => {
    lines.push(line);
    world.log(fn.name, line);
  };
  const credentials = world.issueCredentials(fn.role, fn.name);
  const endpoint = world.endpoint();
  const api = await startRuntimeApi();
  const environment = sandboxEnvironment(fn, world.account, {
    credentials,
    endpoint,
    runtimeApi: api.address,
    logStream: `${day(clock)}/[$LATEST]${randomBytes(16).toString("hex")}`,
  });
  const child = startSandboxProcess(environment, {
    directory: fn.bundle.directory,
    compileCache: path.join(path.dirname(fn.bundle.directory), "compiled"),
    memorySize: fn.memorySize,
    onLine: write,
  });
  child.exited.then(() => api.close());
  let initialising: number | undefined = processTime();
  return {
    functionName: fn.name,
    accessKeyId: credentials.accessKeyId,
    get isAlive() {
      return child.isAlive;
    },
    kill: () => child.kill(),
    async invoke(invocation) {
      const { requestId } = invocation;
      lines = [];
      const onStart = () => platform.start(requestId, clock.now()).forEach(write);
      const { ending, began } = await run(fn, invocation, { api, child, clock, onStart });
      if (ending.kind === "exited" && began === undefined && initialising === undefined) return undefined;
      const ended = processTime();
      if (ending.kind === "timed out") await child.kill();
      await outputRead();
      const verdict = judge(ending, requestId, fn.timeout);
      const report = {
        ...verdict,
        requestId,
        time: clock.now(),
        duration: ended - (began ?? ended),
        initDuration: initialising === undefined ? undefined : (began ?? ended) - initialising,
        memorySize: fn.memorySize,
        memoryUsed: ending.kind === "reported" ? ending.report.memoryUsed : undefined,
      };
      platform.end(report).forEach(write);
      initialising = undefined;
      return { ok: verdict.status === "success", json: verdict.json, log: lines, duration: report.duration };
    },
  };
}

/** Milliseconds the initialisation may take before the function's own time limit applies to it, as on Lambda. */
const initialisationLimit = 10_000;

/** Hands one invocation to a sandbox and sees how it ends. `began` is when the runtime took it, if it did. */
async function run(
  fn: LambdaFunction,
  invocation: Invocation,
  { api, child, clock, onStart }: { api: RuntimeApi; child: SandboxProcess; clock: Clock; onStart: () => void },
): Promise<{ ending: Ending; began: number | undefined }> {
  const timeout = fn.timeout * 1000;
  const limit = startRealTimeLimit(initialisationLimit + timeout);
  let began: number | undefined;
  const delivery = {
    ...invocation,
    functionArn: fn.arn,
    traceId: traceId(),
    clockAhead: leadOf(clock),
    delivered() {
      began = processTime();
      onStart();
      return limit.restart(timeout);
    },
  };
  const ending = await Promise.race<Ending>([
    api.run(delivery).then((report) => ({ kind: "reported", report })),
    api.initialisationFailed.then((report) => ({ kind: "reported", report })),
    child.exited.then((reason) => ({ kind: "exited", reason })),
    limit.reached.then(() => ({ kind: "timed out" })),
  ]);
  limit.cancel();
  return { ending, began };
}

/** Milliseconds, of what a function's process lives in. */
function processTime(): number {
  // biome-ignore lint/plugin: how long a process takes is measured in the computer's time
  return performance.now();
}

function day(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
}

/** X-Ray's header for a request that is not traced. */
function traceId(): string {
  const hex = (bytes: number) => randomBytes(bytes).toString("hex");
  return `Root=1-${hex(4)}-${hex(12)};Parent=${hex(8)};Sampled=0`;
}
