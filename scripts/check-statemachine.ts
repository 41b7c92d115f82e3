/**
 * Checks the state machine's file as AWS would when it is deployed, with an ARN for each of the template's substitutions:
 *
 *   node scripts/check-statemachine.ts
 *
 * The linters of templates do not look into it. Exit code 1 when anything is wrong.
 */
import { readFileSync } from "node:fs";
import { arnOf, defaultAccount } from "../local/account.ts";
import { definitionProblems } from "../local/stepfunctions/validation/definition-problems.ts";

const file = "statemachine/firmware-update.asl.json";
const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
const deployed = text.replace(/\$\{(\w+)FunctionArn\}/g, (_, name) =>
  arnOf(defaultAccount, "lambda", `function:${name}`),
);

const problems = definitionProblems(deployed);
for (const { code, message, location } of problems) console.error(`${file}: ${location ?? "/"}: ${code}: ${message}`);
console.log(problems.length === 0 ? `${file} has no findings` : `${problems.length} findings`);
process.exitCode = problems.length === 0 ? 0 : 1;
