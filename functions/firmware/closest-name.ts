const longest = 64; // what is longer is nobody's typing error, and would take its time

/**
 * The name somebody meant who wrote another; undefined when none is near. Near is as many wrong, missing and needless letters
 * as a quarter of the name, at most.
 */
export function closestName(written: string, names: readonly string[]): string | undefined {
  const isShort = ({ length }: string) => length <= longest;
  if (!isShort(written)) return undefined;
  const [closest] = names
    .filter(isShort)
    .map((name) => ({ name, wrong: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, wrong }) => wrong <= Math.max(1, Math.floor(name.length / 4)))
    .sort((one, other) => one.wrong - other.wrong);
  return closest?.name;
}

/** Levenshtein's: how many letters must be changed, put in or taken out. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
