import type {
  CreateStateMachineInput,
  CreateStateMachineOutput,
  DescribeExecutionOutput,
  StartExecutionInput,
  StartExecutionOutput,
} from "@aws-sdk/client-sfn";
import * as sdk from "@aws-sdk/client-sfn";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Permission } from "../http/authorize.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import { createStateMachine } from "./operations/create-state-machine.ts";
import { described } from "./operations/describe-execution.ts";
import { startExecution } from "./operations/start-execution.ts";
import { operations } from "./operations.ts";
import { stepFunctionsPlayed } from "./played.ts";
import { stateMachineResource } from "./state-machine-resource.ts";
import { type StatusChangeEvent, statusChangeEvent } from "./status-change-event.ts";
import { executionByArn, type ObservedEvent, type Store } from "./store.ts";
import { createCallbacks } from "./tasks/callbacks.ts";
import type { IntegrationModel } from "./tasks/integration-model.ts";
import { lambdaInvoke } from "./tasks/lambda-invoke.ts";
import { startExecutionIntegrations } from "./tasks/start-execution.ts";
import type { Integrations, InvokeFunction, Machine } from "./tasks/task-services.ts";

/** AWS Step Functions, as other services and its API see it. */
export interface StepFunctions {
  readonly service: Service;
  readonly resourceTypes: ResourceTypes;
  /** CreateStateMachine, with its `AwsError`s. */
  createStateMachine(request: CreateStateMachineInput): CreateStateMachineOutput;
  /** StartExecution, with its `AwsError`s. */
  startExecution(request: StartExecutionInput): StartExecutionOutput;
  /** Tells the listener of every event of every execution as it is written; returns what ends that. */
  watch(listener: (observed: ObservedEvent) => void): () => void;
  /** Resolves to the execution when it has ended. Rejects with `AwsError` ExecutionDoesNotExist. */
  finished(executionArn: string): Promise<DescribeExecutionOutput>;
  /** Ends all executions, and tells nobody; no timer is left. */
  stop(): Promise<void>;
}

/**
 * @param invokeFunction calls a Lambda function
 * @param publish tells EventBridge that an execution has started or ended
 * @param integrations further services a task may call, beside `lambda:invoke` and `states:startExecution`; asked for once,
 * when a machine is made or a task first calls one
 * @param checkAssumable asks whether Step Functions may assume a role for a machine; throws AwsError when not
 * @param integrationModel what definitions and tasks are judged by before an integration is called
 * @param authorizeTask asks whether the machine's role may start an execution; throws AwsError when not
 */
export function createStepFunctions({
  account,
  clock,
  invokeFunction,
  publish,
  integrations = () => ({}),
  authorizeTask = () => {},
  checkAssumable = () => {},
  integrationModel,
}: {
  account: Account;
  clock: Clock;
  invokeFunction: InvokeFunction;
  publish: (event: StatusChangeEvent) => void;
  integrations?: () => Integrations;
  authorizeTask?: (permission: Permission, machine: Machine) => void;
  checkAssumable?: Store["checkAssumable"];
  integrationModel?: IntegrationModel;
}): StepFunctions {
  const listeners = new Set<(observed: ObservedEvent) => void>();
  let stopped = false;
  let known: Integrations | undefined;
  const own: Integrations = {
    "lambda:invoke": lambdaInvoke(account, invokeFunction),
    ...startExecutionIntegrations({
      start(request, machine) {
        authorizeTask({ action: "states:StartExecution", resource: request.stateMachineArn ?? "" }, machine);
        return startExecution(request, store);
      },
      stop: (executionArn) => executionByArn(store, executionArn).execution.stop(),
      finished: (executionArn) => finished(executionArn),
    }),
  };
  const store: Store = {
    account,
    clock,
    checkAssumable,
    services: {
      invokeFunction,
      callbacks: createCallbacks(),
      ...(integrationModel && { model: integrationModel }),
      get integrations() {
        known ??= { ...own, ...integrations() };
        return known;
      },
    },
    machines: new Map(),
    executions: new Map(),
    statusChanged(stored) {
      if (!stopped) publish(statusChangeEvent(stored, clock.now()));
    },
    observe(observed) {
      if (!stopped) for (const listener of listeners) listener(observed);
    },
  };

  async function finished(executionArn: string): Promise<DescribeExecutionOutput> {
    const stored = executionByArn(store, executionArn);
    await stored.execution.finished;
    return described(stored, clock.now());
  }

  return {
    service: apiService({
      signingName: "states",
      sdk,
      protocol: "awsJson1.0",
      longestBody: 1024 * 1024, // "Maximum request size" among the service quotas in the Developer Guide
      constraints: "sfn",
      validationError: "ValidationException",
      played: stepFunctionsPlayed,
      operations: operations(store),
    }),
    resourceTypes: { "AWS::StepFunctions::StateMachine": stateMachineResource(store) },
    createStateMachine: (request) => createStateMachine(request, store),
    startExecution: (request) => startExecution(request, store),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    finished,
    async stop() {
      stopped = true;
      for (const { execution } of store.executions.values()) execution.stop();
    },
  };
}
