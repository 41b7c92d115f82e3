import { isWhole } from "../../local/played.ts";
import { s3Checks } from "../../test/local/s3/checks.ts";
import { countOfBehaviours } from "../../test/local/stepfunctions/behaviours/behaviours.ts";
import type { Statement } from "./statements.ts";

/** A figure of `docs/local-aws.md`. */
export interface Count {
  readonly what: string;
  readonly count: number;
  /** Where whoever doubts it may count anew. */
  readonly where: string;
}

/** Everything that is counted, but for recordings: those are no part of this project. */
export function countsOf(statements: readonly Statement[]): Count[] {
  const { whole, half, notPlayed, guesses } = sumOf(statements);
  const where = "`local/*/played.ts`";
  return [
    { what: "operations that are played whole", count: whole, where },
    { what: "operations that are played half", count: half, where },
    { what: "operations that are not played, of the same services", count: notPlayed, where: "their SDKs' models" },
    { what: "guesses", count: guesses, where },
    {
      what: "behaviours of state machines that AWS documents, each shown by a test",
      count: countOfBehaviours,
      where: "`test/local/stepfunctions/behaviours/`",
    },
    {
      what: "checks of a server of S3, each with the tests that show it",
      count: s3Checks.length,
      where: "`test/local/s3/checks.ts`",
    },
  ];
}

/** How many operations there are of each kind, and guesses. */
export interface Sum {
  readonly whole: number;
  readonly half: number;
  readonly notPlayed: number;
  readonly guesses: number;
}

export function sumOf(statements: readonly Statement[]): Sum {
  const played = statements.flatMap(({ operations }) => Object.values(operations));
  const whole = played.filter(isWhole).length;
  return {
    whole,
    half: played.length - whole,
    notPlayed: statements.flatMap(({ notPlayed }) => notPlayed).length,
    guesses: statements.flatMap(({ guesses }) => guesses).length,
  };
}
