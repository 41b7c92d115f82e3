import type { State } from "../definition.ts";
import { expressionIn } from "../jsonata/expression.ts";
import { topLevelReferences } from "../jsonata/top-level-references.ts";
import { parseIntrinsic } from "../jsonpath/intrinsic-expression.ts";
import { parsePath } from "../jsonpath/parse-path.ts";
import { textsIn } from "./texts.ts";

interface ExpressionProblem {
  /** Left out: `SCHEMA_VALIDATION_FAILED`. */
  readonly code?: string;
  readonly message: string;
}

/** What cannot be read of the expressions in a state's fields, or asks for what AWS does not give; and where. */
export function* expressionProblems(
  state: State,
  language: "JSONPath" | "JSONata",
): Iterable<ExpressionProblem & { readonly at: string }> {
  for (const { value, key, at, inTemplate } of textsIn(state)) {
    const problems = language === "JSONata" ? jsonataProblems(value) : jsonPathProblems(value, key, inTemplate);
    for (const problem of problems) yield { ...problem, at };
  }
}

/** In AWS's words, one for each thing that an expression refers to (measured by floci-io/floci#2670 and #2745). */
function jsonataProblems(value: string): ExpressionProblem[] {
  const expression = expressionIn(value);
  if (expression === undefined) return [];
  try {
    return [...new Set(topLevelReferences(expression))].map((reference) => ({
      code: "UNSUPPORTED_JSONATA_EXPRESSION",
      message: `Reference to '${reference}' at the top level is not supported.`,
    }));
  } catch (error) {
    return [{ code: "INVALID_JSONATA_EXPRESSION", message: (error as Error).message }];
  }
}

function jsonPathProblems(value: string, key: string, inTemplate: boolean): ExpressionProblem[] {
  const message = jsonPathProblem(value, key, inTemplate);
  return message === undefined ? [] : [{ message }];
}

function jsonPathProblem(value: string, key: string, inTemplate: boolean): string | undefined {
  const isPath = inTemplate ? key.endsWith(".$") : key.endsWith("Path") || key === "Variable";
  if (!isPath) return undefined;
  try {
    if (value.startsWith("$")) {
      const { root, definite } = parsePath(value);
      const isReference = root === "$" && definite;
      return key === "ResultPath" && !inTemplate && !isReference ? `${value} is no reference path` : undefined;
    }
    if (!value.startsWith("States.")) {
      return inTemplate
        ? `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`
        : `${value} is no path`;
    }
    parseIntrinsic(value);
    return inTemplate || key === "ErrorPath" || key === "CausePath" ? undefined : `${value} is no path`;
  } catch (error) {
    return (error as Error).message;
  }
}
