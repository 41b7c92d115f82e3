import type { Json } from "../json.ts";
import { type Branch, type Child, noteEvent, reopened, type Visit } from "./run.ts";

/** What the branches of a Parallel and the items of a Map have in common. */
export interface Children<Item> {
  readonly items: readonly Item[];
  /** How many may be at work at once. */
  readonly limit: number;
  /** The Map they are items of: each has `MapIteration…` events then. */
  readonly mapName?: string;
  /** Opens a branch of its own for a child, whose first event comes after that one. */
  open(item: Item, index: number, previousEventId: number, signal: AbortSignal): Branch;
  play(item: Item, branch: Branch): Promise<Json>;
}

interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/**
 * Plays children side by side. When one fails the others are aborted, and once history has been told of that the
 * failure is thrown. Of a state that is redriven only those are played that have not succeeded, each from where it ended.
 * @returns their outputs, in their order
 */
export async function playChildren<Item>(visit: Visit, children: Children<Item>): Promise<Json[]> {
  const { branch } = visit;
  const { items, mapName } = children;
  const stop = new AbortController();
  const signal = AbortSignal.any([branch.signal, stop.signal]);
  const outputs = new Array<Json>(items.length);
  const open = new Map<number, Branch>();
  const waiting = items.entries();
  const known = new Map<number, Child>(visit.earlier);
  visit.children = known;
  visit.earlier = undefined; // another attempt begins with the first item
  let failure: Failure | undefined;

  function openChild(index: number, item: Item, roomAfter: number): Branch {
    const earlier = known.get(index);
    if (earlier && "branch" in earlier) return reopened(earlier.branch, signal, branch.context);
    return children.open(item, index, noteIteration(branch, mapName, "Started", index, roomAfter), signal);
  }

  /** @returns the child's last event, after which the next one may start */
  async function playNext(index: number, item: Item, roomAfter: number): Promise<number> {
    const earlier = known.get(index);
    if (earlier && "output" in earlier) {
      outputs[index] = earlier.output;
      return roomAfter;
    }
    const child = openChild(index, item, roomAfter);
    open.set(index, child);
    known.set(index, { branch: child });
    const output = await children.play(item, child);
    signal.throwIfAborted();
    outputs[index] = output;
    known.set(index, { output });
    open.delete(index);
    branch.chain.last = noteIteration(branch, mapName, "Succeeded", index, child.chain.last);
    return child.chain.last;
  }

  async function playOneAfterAnother(roomAfter: number): Promise<void> {
    for (const [index, item] of waiting) {
      try {
        roomAfter = await playNext(index, item, roomAfter);
      } catch (error) {
        if (!signal.aborted) failure = { index, error };
        stop.abort(error);
        return;
      }
    }
  }

  branch.running = { type: visit.state.Type, children: open, mapName };
  const start = branch.chain.last;
  const lanes = Math.min(children.limit, items.length);
  await Promise.all(Array.from({ length: lanes }, () => playOneAfterAnother(start)));
  branch.signal.throwIfAborted();
  if (failure) reportFailure(branch, open, failure, mapName);
  return outputs;
}

/** Writes a Map's event for one of its items; branches of a Parallel have none. Gives the event that others come after. */
function noteIteration(
  writer: Branch,
  name: string | undefined,
  what: "Started" | "Succeeded" | "Failed" | "Aborted",
  index: number,
  previousEventId: number,
): number {
  if (name === undefined) return previousEventId;
  const details = { [`mapIteration${what}EventDetails`]: { name, index } };
  return noteEvent(writer, `MapIteration${what}`, details, previousEventId);
}

/**
 * Tells history who failed and who was aborted for it, all of them after the event of the failure, as AWS does.
 * @throws the failure
 */
function reportFailure(
  branch: Branch,
  open: Map<number, Branch>,
  { index, error }: Failure,
  mapName: string | undefined,
): never {
  const failed = open.get(index);
  const previous = failed?.chain.last ?? branch.chain.last;
  noteIteration(branch, mapName, "Failed", index, previous);
  if (failed) writeAborted(branch, failed, previous);
  open.delete(index);
  for (const [other, child] of [...open].sort(([one], [another]) => one - another)) {
    noteIteration(branch, mapName, "Aborted", other, previous);
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
    noteIteration(writer, running.mapName, "Aborted", index, previousEventId);
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
