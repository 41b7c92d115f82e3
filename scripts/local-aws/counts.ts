import { isWhole, type Source } from "../../local/played.ts";
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
  const where = "`played.ts` of each service";
  return [
    { what: "operations that are played whole", count: whole, where },
    { what: "operations that are played half", count: half, where },
    { what: "operations that are not played, of the same services", count: notPlayed, where: "their SDKs' models" },
    ...sourcesOf(statements).map(({ what, count }) => ({
      what: `played operations that are known from ${what}`,
      count,
      where,
    })),
    { what: "played operations that a guess is about", count: guessedOf(statements), where },
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

const kinds: Readonly<Record<Source["kind"], string>> = {
  model: "their service's model",
  document: "documents",
  recording: "recordings",
  code: "code of AWS's own",
  report: "what others report",
};

/** How many operations are known from each kind of source; most are from several. */
function sourcesOf(statements: readonly Statement[]): Pick<Count, "what" | "count">[] {
  const known = statements.flatMap(({ operations, sources }) =>
    Object.values(operations).map(({ from }) => new Set(from.map((name) => sources[name]?.kind))),
  );
  return Object.entries(kinds).map(([kind, what]) => {
    return { what, count: known.filter((ofOne) => ofOne.has(kind as Source["kind"])).length };
  });
}

function guessedOf(statements: readonly Statement[]): number {
  return statements.flatMap(({ guesses }) => [...new Set(guesses.flatMap(({ about }) => about))]).length;
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
