import { availableParallelism } from "node:os";
import path from "node:path";
import * as sdk from "@aws-sdk/client-lambda";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService, type Call } from "../http/api-service.ts";
import { AwsError } from "../http/aws-error.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import { unlessAborted } from "../unless-aborted.ts";
import { createBundler } from "./bundler.ts";
import type { SendDeadLetter } from "./dead-letter.ts";
import { defaultEventInvokeConfig, type EventInvokeConfig, eventInvokeConfigResource } from "./event-invoke-config.ts";
import type { LambdaFunction } from "./function.ts";
import type { ReadObject } from "./function-code.ts";
import { findFunction } from "./function-names.ts";
import { functionResource } from "./function-resource.ts";
import { type FunctionError, functionError } from "./invocation.ts";
import { invoke } from "./invoke.ts";
import { createInvoker, type InvocationEvent, invocationOf } from "./invoker.ts";
import { createPermissions } from "./permissions.ts";
import { lambdaPlayed } from "./played.ts";
import { getFunction, getFunctionConfiguration, listFunctions } from "./read-functions.ts";
import { startSandbox } from "./sandbox.ts";
import type { Credentials } from "./sandbox-environment.ts";
import { createSandboxes } from "./sandboxes.ts";

/** What a function answered: its result, or how it failed, parsed and as it came. */
export type InvocationResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: FunctionError; readonly json: string };

/** Lambda, for the other services and for CloudFormation. */
export interface Lambda {
  readonly service: Service;
  readonly resourceTypes: ResourceTypes;
  /**
   * Runs a function and waits for it, until `signal` aborts: then this rejects with its reason, and the function goes on unheeded.
   * @throws AwsError ResourceNotFoundException
   */
  invoke(functionNameOrArn: string, payload: unknown, signal?: AbortSignal): Promise<InvocationResult>;
  /**
   * Runs a function nobody waits for; when it fails, twice again, after one and two minutes of the clock, or as its
   * `AWS::Lambda::EventInvokeConfig` says. Then the event goes to its dead-letter queue, if it has one.
   * @throws AwsError ResourceNotFoundException
   */
  invokeLater(functionNameOrArn: string, payload: unknown): void;
  /** What a `DryRun` asks for. @throws AwsError ResourceNotFoundException */
  checkExists(functionNameOrArn: string): void;
  exists(functionArn: string): boolean;
  /** The policy that a function has of its own, by its ARN; nothing where it has none. */
  policyOf(functionArn: string): object | undefined;
  /**
   * Kills the process that signs with these credentials, by SIGKILL: what runs in it fails as `Runtime.ExitError`. Resolves, when
   * it is no more, with whether there was one.
   */
  kill(accessKeyId: string): Promise<boolean>;
  /** Tells of every invocation. Returns what ends that. */
  watch(listener: (event: InvocationEvent) => void): () => void;
  /** Kills every function's process and waits until none is left. */
  stop(): Promise<void>;
}

/** Everything Lambda is handed. */
export interface LambdaOptions {
  readonly account: Account;
  readonly clock: Clock;
  /** Where bundles are kept. Hand the same folder again, and what has not changed is not bundled again. */
  readonly directory: string;
  /** Keys of a session of the function's role, new ones for each process; `sessionName` is the function's name. */
  issueCredentials(roleArn: string, sessionName: string): Credentials;
  /** The URL of local AWS: asked for when a function's process starts. */
  endpoint(): string;
  /** Reads the zip archives of functions from S3; left out, there are none. */
  readonly readObject?: ReadObject;
  /** Sends an event that a function failed on for good where its `DeadLetterConfig` says; left out, such events are lost. */
  readonly sendDeadLetter?: SendDeadLetter;
  /** Hears every line a function, or Lambda about it, writes. */
  log?(functionName: string, line: string): void;
  /** How many processes there may be at once, by default two for each processor and at least sixteen: a pipeline's thirteen functions stay warm. */
  readonly mostSandboxes?: number;
}

const noObjects: ReadObject = async ({ bucket }) => {
  throw new AwsError("NoSuchBucket", `There is no bucket ${bucket}`, 404);
};

/** Plays AWS Lambda: functions run bundled as they are deployed, each in processes of its own. */
export function createLambda(options: LambdaOptions): Lambda {
  const { account, clock } = options;
  const functions = new Map<string, LambdaFunction>();
  const permissions = createPermissions(account);
  const world = { ...options, log: options.log ?? (() => {}) };
  const most = options.mostSandboxes ?? Math.max(16, 2 * availableParallelism());
  const sandboxes = createSandboxes({ start: (fn) => startSandbox(fn, world), most });
  const configs = new Map<string, EventInvokeConfig>();
  const invoker = createInvoker({
    clock,
    sandboxes,
    current: (name) => functions.get(name),
    configOf: (name) => configs.get(name) ?? defaultEventInvokeConfig,
    sendDeadLetter: options.sendDeadLetter ?? (() => {}),
  });
  const directory = path.resolve(options.directory);
  const code = { bundler: createBundler(directory), directory, readObject: options.readObject ?? noObjects };
  const find = (nameOrArn: string) => findFunction(functions, account, nameOrArn);
  return {
    service: apiService({
      signingName: "lambda",
      sdk,
      protocol: "restJson1",
      constraints: "lambda",
      validationError: "InvalidParameterValueException",
      played: lambdaPlayed,
      operations: {
        ListFunctions: (request: sdk.ListFunctionsRequest) => listFunctions(request, functions),
        GetFunction: (request: sdk.GetFunctionRequest) => getFunction(request, functions, account),
        GetFunctionConfiguration: (request: sdk.GetFunctionConfigurationRequest) =>
          getFunctionConfiguration(request, functions, account),
        Invoke: (request: sdk.InvocationRequest, call: Call) => invoke(request, call, { functions, account, invoker }),
      },
    }),
    resourceTypes: {
      "AWS::Lambda::Function": functionResource({ account, clock, functions, retire: sandboxes.retire, ...code }),
      "AWS::Lambda::EventInvokeConfig": eventInvokeConfigResource(functions, configs),
      "AWS::Lambda::Permission": permissions.resourceType,
    },
    async invoke(nameOrArn, payload, signal) {
      const invoked = invoker.invoke(find(nameOrArn), invocationOf(payload));
      const { ok, json } = await (signal ? unlessAborted(invoked, signal) : invoked);
      return ok ? { ok, value: JSON.parse(json) } : { ok, error: functionError(json), json };
    },
    checkExists: (nameOrArn) => void find(nameOrArn),
    exists: (functionArn) => [...functions.values()].some(({ arn }) => arn === functionArn),
    policyOf: permissions.policyOf,
    invokeLater: (nameOrArn, payload) => invoker.invokeLater(find(nameOrArn), invocationOf(payload)),
    kill: sandboxes.kill,
    watch: (listener) => invoker.watch(listener),
    async stop() {
      invoker.stop();
      await sandboxes.stop();
    },
  };
}
