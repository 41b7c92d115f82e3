import type { ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput } from "@aws-sdk/client-sfn";
import { definitionProblems } from "../validation/definition-problems.ts";
import { pageLimit } from "./page-limit.ts";

/** What CreateStateMachine would refuse a definition for; every problem is an error, there are no warnings. */
export function validateStateMachineDefinition({
  definition = "",
  maxResults,
}: ValidateStateMachineDefinitionInput): ValidateStateMachineDefinitionOutput {
  const problems = definitionProblems(definition);
  const told = problems.slice(0, pageLimit(maxResults));
  return {
    result: problems.length === 0 ? "OK" : "FAIL",
    diagnostics: told.map(({ code, message, location }) => ({
      severity: "ERROR",
      code,
      message,
      ...(location && { location }),
    })),
    truncated: told.length < problems.length,
  };
}
