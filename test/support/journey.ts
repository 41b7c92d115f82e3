import type { Verdict } from "../../functions/firmware/verdict.ts";
import type { Inventory } from "./inventory.ts";
import { inventoryChanges } from "./inventory-changes.ts";
import type { Pipeline } from "./local-aws.ts";

/** What one execution has come to, seen from outside at its end. */
export interface Journey {
  /** The execution's name, which is the release id. */
  readonly id: string;
  readonly status: string;
  /** By which name it failed. */
  readonly error: string | undefined;
  /** What went wrong, in words: of a function's failure its message alone. */
  readonly cause: string | undefined;
  readonly output: unknown;
  /** All it entered, in order; what it asked again and again (wait, check, is it done?) stands there once. */
  readonly states: readonly string[];
  /** What is there now that was not before, and the other way round: the whole of it. */
  readonly changes: readonly string[];
}

/** Drops a file into the bucket and waits for the end of the execution that this starts. */
export async function travel(pipeline: Pipeline, key: string, body: string | Uint8Array): Promise<Journey> {
  const before = await pipeline.inventory();
  return arrive(pipeline, await pipeline.upload(key, body), before);
}

/** Waits for the end of an execution that is under way, or about to be. */
export async function arrive(pipeline: Pipeline, id: string, before: Inventory): Promise<Journey> {
  const { status = "", error, cause, output = "null" } = await pipeline.execution(id);
  return {
    id,
    status,
    error,
    cause: cause && wordsOf(cause),
    output: JSON.parse(output),
    states: askedOnce(await pipeline.states(id)),
    changes: inventoryChanges(before, await pipeline.inventory()),
  };
}

const loop = 3; // states of every loop in the workflow

function askedOnce(states: readonly string[]): string[] {
  const once: string[] = [];
  for (const state of states) {
    once.push(state);
    if (String(once.slice(-loop)) === String(once.slice(-2 * loop, -loop))) once.splice(-loop);
  }
  return once;
}

function wordsOf(cause: string): string {
  return cause.startsWith("{") ? JSON.parse(cause).errorMessage : cause;
}

/** What the record says of how a release ended. */
export async function recordOf({ s3, releaseBucket }: Pipeline, id: string): Promise<Verdict> {
  const product = id.replace(/-\d+_\d+_\d+-[0-9a-f]{8}$/, "");
  const { Body } = await s3.getObject({ Bucket: releaseBucket, Key: `records/${product}/${id}.json` });
  return JSON.parse((await Body?.transformToString()) ?? "");
}

/** What subscribers of the stack's topic are told of an execution, word for word, once they are told anything. */
export function noticesOf({ aws, until }: Pipeline, id: string): Promise<string[]> {
  const told = () => aws.notices(aws.outputs["NoticesTopicArn"]).map(({ message }) => message);
  return until(() => {
    const ofExecution = told().filter((notice) => notice.startsWith(`"Release ${id} `));
    return ofExecution.length > 0 ? ofExecution : undefined;
  });
}
