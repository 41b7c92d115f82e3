import { join } from "node:path";
import type { Report } from "./finding.ts";
import { run } from "./run.ts";

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** cfn-lint, as the SAM CLI brings it along: errors and warnings. */
export function cfnLint(templateFile: string, python: string): Report {
  const linter = join(python, "bin/cfn-lint");
  const listed = run(linter, ["--list-rules"], { exitCodes: [0] });
  const found = run(linter, ["--format", "json", "--template", templateFile], {
    exitCodes: [0, 2, 4, 6, 8, 10, 12, 14],
  });
  return {
    scanner: "cfn-lint",
    rules: new Set(listed.match(/\b[EW]\d{4}\b/g)).size,
    findings: (JSON.parse(found) as Match[]).map(({ Rule, Message, Location: { Path } }) => ({
      rule: Rule.Id,
      resource: Path?.[0] === "Resources" ? String(Path[1]) : "",
      message: Message,
    })),
  };
}
