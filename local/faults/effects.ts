import { AwsError } from "../http/aws-error.ts";
import type { OperationCall } from "../http/interference.ts";
import { type ErrorFault, type Fault, isError, type Mishap } from "./rule.ts";
import { errorOf } from "./service-errors.ts";

/** Kills the Lambda function's process that has this key; resolves once it is dead. */
export type Kill = (accessKeyId: string) => Promise<unknown>;

/** What a fault does to a call: before the operation, or after it. */
export interface Effect {
  /** Rejects with what is answered instead; never settles when nothing is to be answered. */
  before?(call: OperationCall, kill: Kill): Promise<void>;
  /** After it no answer is sent. */
  after?(call: OperationCall, kill: Kill): Promise<void>;
}

/** What befalls a call. */
export function effectOf(fault: Fault): Effect {
  return isError(fault) ? { before: async (call) => refuse(call, fault) } : mishaps[fault];
}

const never = () => new Promise<never>(() => {});

const mishaps: Readonly<Record<Mishap, Effect>> = {
  "lost-answer": { after: async () => {} },
  hang: { before: never },
  "kill-before": {
    async before({ caller }, kill) {
      await kill(caller.accessKeyId);
      await never();
    },
  },
  "kill-after": {
    async after({ caller }, kill) {
      await kill(caller.accessKeyId);
    },
  },
};

/** @throws AwsError the service's own */
function refuse({ service, operation, caller }: OperationCall, fault: ErrorFault): never {
  const error = errorOf(service, operation, fault);
  if (!error) throw new Error(`${operation} never answers ${fault}`);
  const message = error.message.replaceAll("{caller}", caller.arn).replaceAll("{action}", `${service}:${operation}`);
  throw new AwsError(error.name, message, error.status);
}
