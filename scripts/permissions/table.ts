import { type Grant, trustPolicy } from "../../local/iam/grants.ts";
import { withPart } from "../written-part.ts";
import type { Kept } from "./remainder.ts";

const part = {
  begin: "<!-- What follows is written by scripts/permissions.ts --write. -->\n",
  end: "<!-- Here it ends. -->",
};

/**
 * Who may do what, a row for each statement, and below it what of that no test uses. In Markdown. Whom roles trust is not in it.
 */
export function permissionTables(granted: readonly Grant[], kept: readonly Kept[]): string {
  const rows = statementsOf(granted.filter(({ policy }) => policy !== trustPolicy)).map((grants) => {
    const texts = (part: keyof Grant) => [...new Set(grants.map((grant) => grant[part]))].sort();
    const who = grants.some(({ to }) => to !== "") ? texts("to") : texts("holder"); // a resource tells whom it lets in
    return `| ${who.join(", ")} | ${nameOf(grants)} | ${code(texts("action"))} | ${code(texts("resource"))} |`;
  });
  const reasons = Map.groupBy(kept, ({ holder, statement, because }) => JSON.stringify([holder, statement, because]));
  const remainder = [...reasons.values()].map((parts) => {
    const { holder, statement, because } = parts[0] as Kept;
    return `| ${holder} | ${statement} | ${code(parts.map(({ name }) => name))} | ${because} |`;
  });
  return [
    "| who | what for | may | on |",
    "|---|---|---|---|",
    ...rows,
    "",
    "Of that, this was never used when the tests ran:",
    "",
    "| whose | what for | what | why it is there |",
    "|---|---|---|---|",
    ...remainder,
  ].join("\n");
}

/** The page with the tables as they are to be. @throws Error where it has no place for them */
export function withTables(page: string, tables: string): string {
  return withPart(page, part, `\n${tables}\n\n`);
}

/** In the order of whoever has them; one that several have is there once. */
function statementsOf(granted: readonly Grant[]): Grant[][] {
  const statements = Map.groupBy(granted, ({ policy, statement }) => JSON.stringify([policy, statement]));
  const firstOf = (grants: readonly Grant[]) =>
    grants.map(({ holder, statement }) => `${holder} ${statement}`).sort()[0] ?? "";
  return [...statements.values()].sort((one, other) => (firstOf(one) < firstOf(other) ? -1 : 1));
}

/** A statement without a name goes by its policy's. */
function nameOf([first]: readonly Grant[]): string {
  const { policy = "", statement = "" } = first ?? {};
  return /^\d+$/.test(statement) ? policy : statement;
}

function code(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(", ");
}
