import { turnsKey } from "../firmware/record-keys.ts";
import { isDenied, TransientError } from "./failure.ts";
import { listVersionsSince, putObject, readObject } from "./release-bucket.ts";

/** That a release has been announced, as one version of an object that all releases of its product write. */
export interface Turn {
  readonly releaseId: string;
  /** ISO 8601, as its announcement says: one that was withdrawn and comes again takes another turn. */
  readonly announcedAt: string;
}

const skew = 5_000; // milliseconds: what two of S3's own clocks may differ by, and more

/**
 * Takes a turn for a release that has just been announced. S3 tells times in whole seconds, and no two Lambdas have the
 * same clock; but it lists the versions of one key in one order. Whoever looks after its own turn sees all that are
 * announced before; of who has not taken a turn yet it cannot tell, and looks again.
 * @throws TransientError while the right to do so is not known yet, as in the middle of a deployment
 */
export function takeTurn(product: string, turn: Turn): Promise<void> {
  return patiently(() => putObject(turnsKey(product), turn));
}

/**
 * The turns of a product's releases since a time, as S3 ordered them, the earliest first.
 * @param since milliseconds since 1970, by S3's clock; a few from just before are told too
 * @throws TransientError as `takeTurn`
 */
export function readTurns(product: string, since: number): Promise<Turn[]> {
  const key = turnsKey(product);
  return patiently(async () => {
    const versions = await listVersionsSince(key, since - skew);
    const turns = await Promise.all(versions.map((versionId) => readObject<Turn>(key, versionId)));
    return turns.flatMap((turn) => (turn ? [turn.value] : []));
  });
}

async function patiently<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && isDenied(error)) throw new TransientError(error.message, { cause: error });
    throw error;
  }
}
