import { differences } from "./differences.ts";
import { type Exception, type Recording, setRight } from "./recording.ts";

/** A recording that is not played as it stands. */
export interface Corrected {
  readonly test: string;
  /** What is wrong with it. */
  readonly reason: string;
  /** How it is played otherwise before it is set right. */
  readonly differences: readonly string[];
}

export interface Findings {
  /** The tests of recordings that are played as they stand. */
  readonly same: readonly string[];
  /** Those that are played the same once they are set right. */
  readonly corrected: readonly Corrected[];
  /** Those that are played otherwise even then. */
  readonly different: readonly { readonly test: string; readonly differences: readonly string[] }[];
  /** The tests of exceptions that nothing needs: their recording is the same without, or is not there. */
  readonly needless: readonly string[];
}

/**
 * Plays recordings and holds each against what AWS did.
 * @param exceptions by the recording's test
 */
export async function check(
  recordings: readonly Recording[],
  exceptions: Readonly<Record<string, Exception>>,
): Promise<Findings> {
  const same: string[] = [];
  const corrected: Corrected[] = [];
  const different: { test: string; differences: readonly string[] }[] = [];
  const unused = new Set(Object.keys(exceptions));
  for (const recording of recordings) {
    const { test } = recording;
    const exception = exceptions[test];
    const asRecorded = await differences(recording);
    if (asRecorded.length === 0) {
      same.push(test);
      continue;
    }
    unused.delete(test);
    const left = exception ? await differences(setRight(recording, exception)) : asRecorded;
    if (left.length > 0) different.push({ test, differences: left });
    else if (exception) corrected.push({ test, reason: exception.reason, differences: asRecorded });
  }
  return { same, corrected, different, needless: [...unused] };
}
