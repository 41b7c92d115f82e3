import { wrapped } from "../wrapped.ts";

/** Something to tell, and what it is about. */
export type Fact = readonly [what: string, text: string];

/**
 * Facts in two columns.
 * @param width where long ones go on in the next line
 */
export function factLines(facts: readonly Fact[], width: number): string[] {
  const indent = Math.max(...facts.map(([what]) => what.length)) + 2;
  return facts.flatMap(([what, text]) => {
    const [first, ...more] = wrapped(text, width - indent);
    return [what.padEnd(indent) + first, ...more.map((line) => " ".repeat(indent) + line)];
  });
}
