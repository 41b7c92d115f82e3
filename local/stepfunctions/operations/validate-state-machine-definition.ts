import type {
  ValidateStateMachineDefinitionDiagnostic,
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from "@aws-sdk/client-sfn";
import type { Definition } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import type { Store } from "../store.ts";
import { definitionProblems } from "../validation/definition-problems.ts";
import { definitionWarnings } from "../validation/definition-warnings.ts";
import { expressProblems } from "../validation/express-problems.ts";
import { pageLimit } from "./page-limit.ts";

/** What CreateStateMachine would refuse a definition for; and what is perhaps not meant, for who asks for warnings. */
export function validateStateMachineDefinition(
  { definition: text = "", type, severity, maxResults }: ValidateStateMachineDefinitionInput,
  { services }: Store,
): ValidateStateMachineDefinitionOutput {
  const faults = definitionProblems(text, services.model);
  const definition = faults.length === 0 ? (JSON.parse(text) as Definition) : undefined;
  const problems = [...faults, ...(definition && type === "EXPRESS" ? expressProblems(definition) : [])];
  const warnings = definition && severity === "WARNING" ? definitionWarnings(definition) : [];
  const diagnostics = [...problems.map(diagnostic("ERROR")), ...warnings.map(diagnostic("WARNING"))];
  const told = diagnostics.slice(0, pageLimit(maxResults));
  return {
    result: problems.length === 0 ? "OK" : "FAIL",
    diagnostics: told,
    truncated: told.length < diagnostics.length,
  };
}

function diagnostic(severity: "ERROR" | "WARNING") {
  return ({ code, message, location }: Problem): ValidateStateMachineDefinitionDiagnostic => ({
    severity,
    code,
    message,
    ...(location && { location }),
  });
}
