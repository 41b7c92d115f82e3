import { serviceStreamIn } from "../../functions/firmware/offer.ts";
import { executionArnOf } from "../../functions/firmware/release-id.ts";
import { recordOf } from "./journey.ts";
import type { Pipeline } from "./local-aws.ts";

/** All there is of a release, whole and in order: its execution with what it failed by, its record, what it made. */
export type Ending = readonly string[];

const change =
  /^(?<sign>[+-]) (?:object )?(?<kind>[a-z-]+).*?(?<id>[a-z0-9][a-z0-9-]*-\d+_\d+_\d+-[0-9a-f]{8})(?:\.json|\/<signing job>)? ?(?<rest>.*)$/;

/**
 * Sorts what `inventoryChanges` tells by release, under `elsewhere` what is no release's. Left out are announcements that
 * were taken away again, and signing jobs, which AWS keeps. A stream that the OTA service made is the release's whose job
 * names it: `stream of AWS's`.
 */
export async function endingsIn(pipeline: Pipeline, changes: readonly string[]): Promise<Record<string, Ending>> {
  const owned = await Promise.all(changes.map((line) => withOwner(pipeline, line, changes)));
  const things = owned.filter((line) => !/^. signing-job /.test(line));
  const byRelease = Object.groupBy(things, (line) => change.exec(line)?.groups?.["id"] ?? "elsewhere");
  const endings = Object.entries(byRelease).map(async ([id, lines = []]) => {
    const isWithdrawn = lines.some((line) => line.endsWith("(delete marker)"));
    const left = lines.filter((line) => !(isWithdrawn && line.startsWith("+ object open/")));
    return [id, (await Promise.all(left.map((line) => inWords(pipeline, line)))).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(endings));
}

async function withOwner({ iot }: Pipeline, line: string, changes: readonly string[]): Promise<string> {
  const streamId = /^\+ stream (AFR_OTA-\S+)$/.exec(line)?.[1];
  if (streamId === undefined) return line;
  for (const jobId of changes.map((other) => /^\+ job (AFR_OTA-\S+) /.exec(other)?.[1])) {
    const { document } = jobId ? await iot.getJobDocument({ jobId }) : {};
    if (serviceStreamIn(document) === streamId) return `+ stream ${jobId?.replace("AFR_OTA-", "")} of AWS's`;
  }
  return line;
}

async function inWords(pipeline: Pipeline, line: string): Promise<string> {
  const { sign, kind = line, id = "", rest } = change.exec(line)?.groups ?? {};
  const words = [sign === "-" && "-", kind, rest];
  if (kind === "execution" && sign === "+") words.push(await errorOf(pipeline, id));
  if (kind === "records") words.push((await recordOf(pipeline, id))?.outcome);
  return words.filter(Boolean).join(" ");
}

async function errorOf({ sfn, stateMachineArn }: Pipeline, id: string): Promise<string | undefined> {
  return (await sfn.describeExecution({ executionArn: executionArnOf(stateMachineArn, id) })).error;
}
