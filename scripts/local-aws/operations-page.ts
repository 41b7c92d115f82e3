import { isWhole, type PlayedOperation, type Source } from "../../local/played.ts";
import { sumOf } from "./counts.ts";
import type { Statement } from "./statements.ts";
import { hasOperations, table } from "./tables.ts";

/** `docs/local-aws-operations.md`: every operation of every service, whether it is played, and from where it is known how it answers. */
export function operationsPage(statements: readonly Statement[]): string {
  return `<!-- Written by scripts/local-aws-page.ts --write, from local/*/played.ts and the SDKs' models. -->

# Local AWS, operation by operation

Of an operation that is played **half**, the table says what AWS does and local AWS does not. *Refused* members of a request are
answered 501 \`NotImplemented\`, by name; those *without effect* are taken, and do nothing. What is known from no source is a guess:
[local-aws.md](local-aws.md#guesses) lists them by the names that stand here.

${statements.filter(hasOperations).map(sectionOf).join("\n")}`;
}

function sectionOf(statement: Statement): string {
  const { service, operations, sources, notPlayed } = statement;
  const { whole, half } = sumOf([statement]);
  const rows = Object.entries(operations).map(([name, operation]) => [
    `\`${name}\``,
    isWhole(operation) ? "whole" : "half",
    lacking(operation),
    operation.from.join(", "),
    guessesAbout(name, statement),
  ]);
  const used = new Set(Object.values(operations).flatMap(({ from }) => from));
  const named = Object.entries(sources).filter(([name]) => used.has(name));
  return `## ${service}

${whole} whole, ${half} half, ${notPlayed.length} not played.

${table(["operation", "", "what it lacks", "known from", "guesses"], rows)}
${named.map(([name, source]) => `- *${name}*: ${described(source)}`).join("\n")}
${details(notPlayed)}`;
}

function lacking({ lacks, refuses = [], ignores = [] }: PlayedOperation): string {
  const parts = [lacks, listed("refused", refuses), listed("without effect", ignores)];
  return parts.filter((part) => part !== undefined).join("; ");
}

function listed(what: string, members: readonly string[]): string | undefined {
  return members.length > 0 ? `${what}: ${codes(members)}` : undefined;
}

function guessesAbout(operation: string, { guesses }: Statement): string {
  return codes(guesses.filter(({ about }) => about.includes(operation)).map(({ id }) => id));
}

function described({ kind, title, url }: Source): string {
  const name = url === undefined ? title : `[${title}](${url})`;
  return kind === "model" ? name : `${kind}: ${name}`;
}

function details(notPlayed: readonly string[]): string {
  if (notPlayed.length === 0) return "";
  return `
<details><summary>Not played: ${notPlayed.length}</summary>

${codes(notPlayed)}

</details>
`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
