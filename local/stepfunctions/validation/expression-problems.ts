import type { State } from "../definition.ts";
import { expressionIn } from "../jsonata/expression.ts";
import { topLevelReferences } from "../jsonata/top-level-references.ts";
import { parseIntrinsic } from "../jsonpath/intrinsic-expression.ts";
import { parsePath } from "../jsonpath/parse-path.ts";
import { textsIn } from "./texts.ts";

interface ExpressionProblem {
  readonly message: string;
  readonly at: string;
}

/** What cannot be read of the expressions in a state's fields, or asks for what AWS does not give. */
export function* expressionProblems(state: State, language: "JSONPath" | "JSONata"): Iterable<ExpressionProblem> {
  const check = language === "JSONata" ? jsonataProblem : jsonPathProblem;
  for (const { value, key, at, inTemplate } of textsIn(state)) {
    const message = check(value, key, inTemplate);
    if (message) yield { message, at };
  }
}

function jsonataProblem(value: string): string | undefined {
  const expression = expressionIn(value);
  if (expression === undefined) return undefined;
  try {
    const [reference] = topLevelReferences(expression);
    if (reference === "$eval") return "$eval is not supported";
    return reference && `'${reference}' in '${expression}' refers to an input document, and there is none: use $states`;
  } catch (error) {
    return `The JSONata expression '${expression}' cannot be read: ${(error as Error).message}`;
  }
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
    parseIntrinsic(value);
    return inTemplate || key === "ErrorPath" || key === "CausePath" ? undefined : `${value} is no path`;
  } catch (error) {
    return (error as Error).message;
  }
}
