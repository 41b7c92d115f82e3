import type { Account } from "./account.ts";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults/faults.ts";
import type { Controls } from "./http/control.ts";
import type { createLambda } from "./lambda/lambda.ts";
import type { createSns } from "./sns/sns.ts";
import type { createStepFunctions } from "./stepfunctions/step-functions.ts";

/** How local AWS is to start; every part has a sensible default. */
export interface LocalAwsOptions {
  /** The HTTP port of all AWS APIs; 0 (the default) takes any free one. */
  readonly port?: number;
  /** The MQTT port of AWS IoT; 0 (the default) takes any free one. */
  readonly mqttPort?: number;
  /** Another address of this computer that the AWS APIs answer at, beside 127.0.0.1: for containers. Left out: none. */
  readonly listen?: string;
  readonly account?: Account;
  readonly clock?: Clock;
  /** The template to deploy, `template.yaml` of this project by default. */
  readonly templateFile?: string;
  /** Left out: true. False starts an account that has no stack yet. */
  readonly deploy?: boolean;
  /** The stack's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Makes in the account what the stack finds there when it is deployed, such as the signing profile that it is given. */
  readonly prepare?: (account: PreparedAccount) => Promise<unknown>;
  /** What other processes may steer beside the faults: each at `/_local/<its name>`. */
  readonly controls?: Controls;
  /**
   * The folder to note in which rights of the stack are used. By default that is the environment's PERMISSIONS_RECORD, when the
   * project's own template is deployed; without it nothing is noted.
   */
  readonly permissionsRecord?: string | undefined;
  /** A line a function has logged. */
  readonly log?: (functionName: string, line: string) => void;
  /**
   * What DeleteOTAUpdate does without force while the update's job goes on: AWS's API reference says it is refused (the
   * default), its guide that the job is left.
   */
  readonly unfinishedJobs?: "refused" | "left";
  /** Hears of each request that failed by a mistake of local AWS itself; left out, they are written to standard error. */
  readonly onBug?: (bug: unknown) => void;
}

/** Local AWS, running. */
export interface LocalAws {
  /** `http://127.0.0.1:4566`: every AWS API, for the AWS CLI and the SDKs. */
  readonly endpoint: string;
  /** Where devices connect by MQTT. */
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly account: Account;
  /** What requests are signed with. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The outputs of the deployed stack, such as `FirmwareBucket`; none without one. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What goes wrong, by rules. Other processes reach it at `/_local/faults`. */
  readonly faults: Faults;
  /** Tells the listener of each event of each execution's history as it is written; returns what ends that. */
  onWorkflowEvent(listener: WorkflowListener): () => void;
  /** Tells the listener when an invocation of a Lambda function starts, and how it ends; returns what ends that. */
  onInvocation(listener: InvocationListener): () => void;
  /** Tells the listener of each notice that is published to a topic; returns what ends that. */
  onNotice(listener: NoticeListener): () => void;
  /** The newest 1,000 notices of one topic or of all, the oldest first. */
  notices(topicArn?: string): ReturnType<ReturnType<typeof createSns>["published"]>;
  /**
   * Deploys the template by these parameters, over the stack that is there if one is; resolves to the outputs.
   * @throws Error when it cannot be deployed; then all is as it was
   */
  deploy(parameters: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  /** Stops everything that was started; nothing is left of it. */
  stop(): Promise<void>;
}

/** An account without a stack, and how to call it. */
export type PreparedAccount = Pick<LocalAws, "endpoint" | "account" | "credentials">;
export type WorkflowListener = Parameters<ReturnType<typeof createStepFunctions>["watch"]>[0];
export type NoticeListener = Parameters<ReturnType<typeof createSns>["watch"]>[0];
export type InvocationListener = Parameters<ReturnType<typeof createLambda>["watch"]>[0];
