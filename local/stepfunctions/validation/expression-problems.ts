import type { State } from "../definition.ts";
import { isObject, type Json } from "../json.ts";
import { expressionIn } from "../jsonata/expression.ts";
import { topLevelReferences } from "../jsonata/top-level-references.ts";
import { parseIntrinsic } from "../jsonpath/intrinsic-expression.ts";
import { parsePath } from "../jsonpath/parse-path.ts";

interface ExpressionProblem {
  readonly message: string;
  readonly at: string;
}

/** Fields that hold states, which are looked at on their own, and a literal that nothing is evaluated in. */
const skipped = new Set(["Branches", "ItemProcessor", "Iterator", "Result"]);

/** Fields whose value is a payload template: in JSONPath only keys that end in `.$` count there. */
const templates = new Set(["Parameters", "ResultSelector", "ItemSelector", "Assign", "BatchInput"]);

/** What cannot be read of the expressions in a state's fields, or asks for what AWS does not give. */
export function* expressionProblems(state: State, language: "JSONPath" | "JSONata"): Iterable<ExpressionProblem> {
  const check = language === "JSONata" ? jsonataProblem : jsonPathProblem;
  for (const { value, key, at, inTemplate } of texts(state as unknown as Json, "", false)) {
    const message = check(value, key, inTemplate);
    if (message) yield { message, at };
  }
}

interface Text {
  readonly value: string;
  /** The name of the field it stands in. */
  readonly key: string;
  readonly at: string;
  readonly inTemplate: boolean;
}

function* texts(value: Json, at: string, inTemplate: boolean, key = ""): Iterable<Text> {
  if (typeof value === "string") yield { value, key, at, inTemplate };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* texts(item, `${at}[${index}]`, inTemplate, key);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (!inTemplate && skipped.has(name)) continue;
      yield* texts(member, `${at}/${name}`, inTemplate || templates.has(name), name);
    }
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
