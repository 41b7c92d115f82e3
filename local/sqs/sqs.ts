import * as sdk from "@aws-sdk/client-sqs";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import { wake } from "./messages.ts";
import { send } from "./operations/send-message.ts";
import { operations, type SqsContext } from "./operations.ts";
import { sqsPlayed } from "./played.ts";
import type { MessageAttributes } from "./queue.ts";
import { createQueueStore } from "./queue-store.ts";
import { sqsResourceTypes } from "./resource-types.ts";

/** SQS, for the other services and for CloudFormation. */
export interface Sqs {
  readonly service: Service;
  readonly resourceTypes: ResourceTypes;
  readonly queues: {
    /**
     * SendMessage on behalf of a service.
     * @throws AwsError QueueDoesNotExist, and as SendMessage does
     */
    send(queueArn: string, body: string, attributes?: MessageAttributes): void;
    exists(queueArn: string): boolean;
    /** A queue's policy in JSON, by its ARN; nothing where there is none, or no queue. */
    policyOf(queueArn: string): string | undefined;
  };
  /** Ends the waiting for messages. */
  stop(): Promise<void>;
}

/** Everything SQS is handed. */
export interface SqsOptions {
  readonly account: Account;
  readonly clock: Clock;
  /** The URL of local AWS, which the queues' URLs begin with. */
  endpoint(): string;
}

/** Plays Amazon SQS: standard queues, which here keep their order and deliver nothing twice before its time. */
export function createSqs({ account, clock, endpoint }: SqsOptions): Sqs {
  const queues = createQueueStore(account, endpoint);
  let isStopped = false;
  const context: SqsContext = { queues, account, clock, isStopped: () => isStopped };
  return {
    service: apiService({
      signingName: "sqs",
      sdk,
      protocol: "awsJson1.0",
      validationError: "MissingParameter",
      played: sqsPlayed, // all that SQS's model says of parameters is which are required
      operations: operations(context),
    }),
    resourceTypes: sqsResourceTypes(context),
    queues: {
      send(queueArn, body, attributes = {}) {
        const outgoing = { MessageBody: body, MessageAttributes: { ...attributes } };
        send(queues.byArn(queueArn), outgoing, { clock, senderId: account.id });
      },
      exists: (queueArn) => queues.all().some(({ arn }) => arn === queueArn),
      policyOf: (queueArn) => queues.find(queueArn.slice(queueArn.lastIndexOf(":") + 1))?.attributes.get("Policy"),
    },
    async stop() {
      isStopped = true;
      for (const queue of queues.all()) wake(queue);
    },
  };
}
