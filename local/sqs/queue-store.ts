import { type Account, arnOf } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import type { Queue } from "./queue.ts";

/** The queues there are. */
export interface QueueStore {
  add(queue: Queue): void;
  find(name: string): Queue | undefined;
  /** @throws AwsError QueueDoesNotExist */
  byUrl(url: string | undefined): Queue;
  /** @throws AwsError QueueDoesNotExist */
  byArn(arn: string): Queue;
  /** What clients call a queue by: an address of local AWS. */
  urlOf(queue: Queue): string;
  delete(queue: Queue): void;
  /** In the order of their names. */
  all(): Queue[];
}

/** @param endpoint the URL of local AWS */
export function createQueueStore(account: Account, endpoint: () => string): QueueStore {
  const queues = new Map<string, Queue>();
  const existing = (name: string | undefined): Queue => {
    const queue = queues.get(name ?? "");
    if (!queue) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    return queue;
  };
  return {
    add: (queue) => queues.set(queue.name, queue),
    find: (name) => queues.get(name),
    byUrl(url = "") {
      // whichever host it names: AWS's own in a template's output, ours in an answer
      const [, accountId, name] = /\/(\d{12})\/([\w-]+)$/.exec(url) ?? [];
      return existing(accountId === account.id ? name : undefined);
    },
    byArn: (arn) => existing(arn.startsWith(arnOf(account, "sqs", "")) ? arn.split(":").at(-1) : undefined),
    urlOf: ({ name }) => `${endpoint()}/${account.id}/${name}`,
    delete: ({ name }) => queues.delete(name),
    all: () => [...queues.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}
