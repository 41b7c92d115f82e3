import { paginateListThingsInThingGroup } from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { parseTargets } from "../../functions/firmware/target.ts";

/** How many things a release's targets come to, by now. */
export interface TargetCount {
  readonly targets: readonly { readonly target: string; readonly things: number }[];
  /** Things in several groups count once. */
  readonly things: number;
}

const largestPage = 250; // of ListThingsInThingGroup

/**
 * Counts the things of targets, in the groups below groups too, as AWS does for a job: a call for each 250 things.
 * @param arns of things and groups that exist
 */
export async function countThings(arns: readonly string[]): Promise<TargetCount> {
  const all = new Set<string>();
  const targets: { target: string; things: number }[] = [];
  for (const { kind, name } of parseTargets(arns)) {
    let things = 0;
    for await (const thing of kind === "thing" ? [name] : thingsIn(name)) {
      all.add(thing);
      things += 1;
    }
    targets.push({ target: `${kind}/${name}`, things });
  }
  return { targets, things: all.size };
}

async function* thingsIn(thingGroupName: string): AsyncGenerator<string> {
  const request = { thingGroupName, recursive: true };
  for await (const { things = [] } of paginateListThingsInThingGroup({ client: iot, pageSize: largestPage }, request)) {
    yield* things;
  }
}
