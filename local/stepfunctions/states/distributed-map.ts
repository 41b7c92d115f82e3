import type { ItemBatcher, ItemProcessor, MapState } from "../definition.ts";
import type { Conclusion } from "../interpreter/query-language.ts";
import { type Branch, noteEvent, type Visit, writeEvent } from "../interpreter/run.ts";
import { StatesError, statesErrors } from "../interpreter/states-errors.ts";
import { isObject, type Json, sizeOf } from "../json.ts";
import { itemInput, maxConcurrency } from "./map-fields.ts";
import { mapRunOf, playMapRun, type Work } from "./map-run.ts";
import { wholeNumber } from "./whole-number.ts";

/** So many children are at work at once at most (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html). */
const mostAtOnce = 10_000;

/**
 * One attempt of a Map in distributed mode: its items run as children with histories of their own, some of which may
 * fail: once more have failed than may, the others are stopped. The output leaves out what failed. Items come from the state's input; the children are not listed anywhere.
 */
export async function attemptDistributed(visit: Visit<MapState>, processor: ItemProcessor): Promise<Conclusion> {
  const { branch, language } = visit;
  const items = await language.items(visit);
  const limit = await maxConcurrency(visit, mostAtOnce);
  const tolerated = await toleratedFailures(visit);
  const mapRun = mapRunOf(visit);
  writeEvent(branch, "MapStateStarted", { mapStateStartedEventDetails: { length: items.length } });
  branch.running = { type: "Map", children: new Map() }; // started: what fails from here on fails the Map
  writeEvent(branch, "MapRunStarted", { mapRunStartedEventDetails: { mapRunArn: mapRun.arn } });

  const works = await batched(visit, items);
  const outputs = await playMapRun(visit, {
    mapRun,
    processor,
    works,
    limit,
    tolerates: (failures) => tolerated(failures, items.length),
  });
  if (!outputs) throw thresholdExceeded(branch);
  writeEvent(branch, "MapRunSucceeded");
  noteEvent(branch, "MapStateSucceeded");
  return language.conclude(visit, outputs);
}

async function toleratedFailures(visit: Visit<MapState>): Promise<(failures: number, items: number) => boolean> {
  const count = await wholeNumber(visit, "ToleratedFailureCount", 0);
  const percentage = await visit.language.read(visit, "ToleratedFailurePercentage", "number");
  return (failures, items) => {
    if (failures === 0) return true;
    if (count !== undefined && failures > count) return false;
    if (percentage && failures > (items * percentage.value) / 100) return false;
    return count !== undefined || percentage !== undefined;
  };
}

function thresholdExceeded(branch: Branch): StatesError {
  const failure = {
    error: statesErrors.exceedToleratedFailureThreshold,
    cause: "The specified tolerated failure threshold was exceeded",
  };
  writeEvent(branch, "MapRunFailed", { mapRunFailedEventDetails: failure });
  return new StatesError(failure.error, failure.cause);
}

/** The inputs of the children: an item each, or `{ Items, BatchInput }` with an `ItemBatcher`. */
async function batched(visit: Visit<MapState>, items: readonly Json[]): Promise<Work[]> {
  const works = await Promise.all(
    items.map(async (value, index) => {
      const context = { ...visit.context, Map: { Item: { Index: index, Value: value } } };
      return { index, value, input: await itemInput({ ...visit, context }, value), items: 1 };
    }),
  );
  const batcher = visit.state.ItemBatcher;
  if (!batcher) return works;
  const batchInput =
    batcher.BatchInput && (await visit.language.fill(visit, batcher.BatchInput, "ItemBatcher/BatchInput"));
  const batches = await cutIntoBatches(visit, batcher, works);
  return batches.map((batch, index) => {
    const input = { ...(isObject(batchInput) && { BatchInput: batchInput }), Items: batch.map((work) => work.input) };
    return { index, value: input, input, items: batch.length };
  });
}

async function cutIntoBatches(visit: Visit, batcher: ItemBatcher, works: readonly Work[]): Promise<Work[][]> {
  const read = (field: string) => visit.language.read(visit, field, "number", batcher, `ItemBatcher/${field}`);
  const mostItems = (await read("MaxItemsPerBatch"))?.value ?? Number.POSITIVE_INFINITY;
  const mostBytes = (await read("MaxInputBytesPerBatch"))?.value ?? Number.POSITIVE_INFINITY;
  const batches: Work[][] = [];
  let bytes = 0;
  for (const work of works) {
    const size = sizeOf(work.input);
    const batch = batches.at(-1);
    if (batch && batch.length < mostItems && bytes + size <= mostBytes) {
      batch.push(work);
      bytes += size;
    } else {
      batches.push([work]);
      bytes = size;
    }
  }
  return batches;
}
