import type { Json } from "../json.ts";
import { type Branch, noteEvent, type Visit } from "./run.ts";

/** What the branches of a Parallel and the items of a Map have in common. */
export interface Children<Item> {
  readonly items: readonly Item[];
  /** How many may be at work at once. */
  readonly limit: number;
  /** Opens a branch of its own for a child. `previousEventId` is the event that made room for it. */
  open(item: Item, index: number, previousEventId: number, signal: AbortSignal): Branch;
  play(item: Item, index: number, branch: Branch): Promise<Json>;
  /** Write what AWS writes when a child is over, each after `previousEventId`. */
  readonly events?: {
    succeeded(index: number, previousEventId: number): number;
    failed(index: number, previousEventId: number): void;
    aborted(index: number, previousEventId: number): void;
  };
}

interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/**
 * Plays children side by side. When one fails the others are aborted, and once history has been told of that the
 * failure is thrown.
 * @returns their outputs, in their order
 */
export async function playChildren<Item>(visit: Visit, children: Children<Item>): Promise<Json[]> {
  const { branch } = visit;
  const { items, events } = children;
  const stop = new AbortController();
  const signal = AbortSignal.any([branch.signal, stop.signal]);
  const outputs = new Array<Json>(items.length);
  const open = new Map<number, Branch>();
  const waiting = items.entries();
  let failure: Failure | undefined;

  async function playNext(index: number, item: Item, previousEventId: number): Promise<number> {
    const child = children.open(item, index, previousEventId, signal);
    open.set(index, child);
    outputs[index] = await children.play(item, index, child);
    signal.throwIfAborted();
    open.delete(index);
    branch.chain.last = events?.succeeded(index, child.chain.last) ?? child.chain.last;
    return child.chain.last;
  }

  async function playOneAfterAnother(previousEventId: number): Promise<void> {
    for (const [index, item] of waiting) {
      try {
        previousEventId = await playNext(index, item, previousEventId);
      } catch (error) {
        if (!signal.aborted) failure = { index, error };
        stop.abort(error);
        return;
      }
    }
  }

  branch.running = { type: visit.state.Type, children: open, aborted: events?.aborted };
  const first = branch.chain.last;
  const lanes = Math.min(children.limit, items.length);
  await Promise.all(Array.from({ length: lanes }, () => playOneAfterAnother(first)));
  branch.signal.throwIfAborted();
  if (failure) reportFailure(branch, open, failure, events);
  return outputs;
}

/**
 * Tells history who failed and who was aborted for it, all of them after the event of the failure, as AWS does.
 * @throws the failure
 */
function reportFailure(
  branch: Branch,
  open: Map<number, Branch>,
  { index, error }: Failure,
  events: Children<never>["events"],
): never {
  const failed = open.get(index);
  const previous = failed?.chain.last ?? branch.chain.last;
  events?.failed(index, previous);
  if (failed) writeAborted(branch, failed, previous);
  open.delete(index);
  for (const [other, child] of [...open].sort(([one], [another]) => one - another)) {
    events?.aborted(other, previous);
    writeAborted(branch, child, previous);
  }
  open.clear();
  branch.chain.last = previous;
  throw error;
}

/** The states of a branch that were entered and will not be left. Choice, Pass, Succeed and Fail have no such event. */
function writeAborted(writer: Branch, { running }: Branch, previousEventId: number): void {
  if (!running) return;
  for (const [index, child] of running.children ?? []) {
    running.aborted?.(index, previousEventId);
    writeAborted(writer, child, previousEventId);
  }
  switch (running.type) {
    case "Task":
    case "Wait":
    case "Parallel":
    case "Map":
      noteEvent(writer, `${running.type}StateAborted`, {}, previousEventId);
  }
}
