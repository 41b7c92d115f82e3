import { randomUUID } from "node:crypto";
import type { ItemProcessor, MapState } from "../definition.ts";
import type { ContextObject } from "../interpreter/context-object.ts";
import { createHistory } from "../interpreter/history.ts";
import type { Branch, Visit } from "../interpreter/run.ts";
import { StatesError } from "../interpreter/states-errors.ts";
import { createVariables } from "../interpreter/variables.ts";
import type { Json } from "../json.ts";

/** What one child has to do. */
export interface Work {
  readonly index: number;
  readonly value: Json;
  readonly input: Json;
  /** How many items it stands for. */
  readonly items: number;
}

/** One run of a distributed Map, with what its children's ARNs have in common. */
export interface MapRun {
  readonly arn: string;
  /** `arn:aws:states:…:execution:<machine>/<label>` */
  readonly childArn: string;
}

/** A Map without a `Label` is given one. */
export function mapRunOf({ context, state }: Visit<MapState>): MapRun {
  const { Id } = context.StateMachine;
  const label = state.Label ?? randomUUID();
  const arn = (type: string) => `${Id.replace(":stateMachine:", `:${type}:`)}/${label}`;
  return { arn: `${arn("mapRun")}:${randomUUID()}`, childArn: arn("execution") };
}

interface Children {
  readonly mapRun: MapRun;
  readonly processor: ItemProcessor;
  readonly works: readonly Work[];
  /** How many may be at work at once. */
  readonly limit: number;
  /** Whether so many items may fail. */
  tolerates(failures: number): boolean;
}

/**
 * Plays the children of a distributed Map. As soon as more have failed than may, those that run are stopped and no other is
 * started (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#maprun-fail-threshold).
 * @returns the outputs of those that succeeded, in their order; nothing when too many failed
 */
export async function playMapRun(visit: Visit<MapState>, children: Children): Promise<Json[] | undefined> {
  const { works, limit, tolerates } = children;
  const { branch } = visit;
  const exceeded = new AbortController();
  const signal = AbortSignal.any([branch.signal, exceeded.signal]);
  const outputs = new Map<number, Json>();
  let failures = 0;
  const waiting = works.values();

  async function playOneAfterAnother(): Promise<void> {
    for (const work of waiting) {
      try {
        const output = await playChild(visit, children, work, signal);
        if (signal.aborted) return;
        outputs.set(work.index, output);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof StatesError)) throw error;
        failures += work.items;
        if (!tolerates(failures)) return exceeded.abort(error);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, works.length) }, playOneAfterAnother));
  branch.signal.throwIfAborted();
  if (exceeded.signal.aborted) return undefined;
  return [...outputs].sort(([one], [other]) => one - other).map(([, output]) => output);
}

/** A child is an execution of its own: another history and context, no outer variables. */
async function playChild(
  { branch, context }: Visit<MapState>,
  { mapRun, processor }: Children,
  work: Work,
  signal: AbortSignal,
): Promise<Json> {
  const run = { ...branch.run, history: createHistory(branch.run.clock) };
  const child: Branch = {
    run,
    chain: { last: 0 },
    variables: createVariables(),
    signal,
    context: { ...context, ...childContext(context, mapRun, work, new Date(run.clock.now())) },
    running: undefined,
    at: undefined,
  };
  return (await run.playStates(child, processor, work.input)).value;
}

function childContext(
  { Execution: { RoleArn } }: ContextObject,
  { childArn }: MapRun,
  { index, value, input }: Work,
  now: Date,
): Pick<ContextObject, "Execution" | "Map"> {
  const Name = randomUUID();
  const own = { Id: `${childArn}:${Name}`, Input: input, StartTime: now.toISOString(), Name };
  return { Execution: { ...own, RoleArn, RedriveCount: 0 }, Map: { Item: { Index: index, Value: value } } };
}
