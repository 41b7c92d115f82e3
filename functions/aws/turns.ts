import { turnsKey } from "../firmware/record-keys.ts";
import { listVersionsSince, putObject, readObject } from "./release-bucket.ts";

/** That a release has been announced, as one version of an object that all releases of its product write. */
export interface Turn {
  readonly releaseId: string;
  /** ISO 8601, as its announcement says: one that was withdrawn and comes again takes another turn. */
  readonly announcedAt: string;
}

/**
 * Takes a turn for a release that has just been announced. S3 tells times in whole seconds, and no two Lambdas have the
 * same clock; but it lists the versions of one key in the order in which it took them. Whoever looks after its own turn
 * misses only releases whose turn comes later, and they cannot miss it.
 */
export function takeTurn(product: string, turn: Turn): Promise<void> {
  return putObject(turnsKey(product), turn);
}

/**
 * The turns of a product's releases since a time, as S3 ordered them, the earliest first.
 * @param since milliseconds since 1970, by S3's clock
 */
export async function readTurns(product: string, since: number): Promise<Turn[]> {
  const key = turnsKey(product);
  const versions = await listVersionsSince(key, since);
  const turns = await Promise.all(versions.map((versionId) => readObject<Turn>(key, versionId)));
  return turns.flatMap((turn) => (turn ? [turn.value] : []));
}
