import type { ExprNode } from "jsonata";
import { parseExpression } from "./expression.ts";

/**
 * What an expression asks of an input document, which AWS does not give it: `$`, `$$`, `name` or `*` where nothing
 * stands before them.
 * @throws when the expression cannot be read: jsonata's error
 */
export function topLevelReferences(expression: string): string[] {
  return references(parseExpression(expression).ast());
}

function references(node: ExprNode): string[] {
  switch (node.type) {
    case "variable":
      return node.value === "" ? ["$"] : node.value === "$" ? ["$$"] : [];
    case "name":
    case "wildcard":
    case "descendant":
      return [String(node.value)];
    default:
      return inSameContext(node).flatMap(references);
  }
}

/** The parts of a node that see what it sees: of a path only the start, of a filter, a sorting or a grouping nothing. */
function inSameContext(node: ExprNode): ExprNode[] {
  if (node.type === ("path" as string)) return node.steps?.slice(0, 1) ?? [];
  const { lhs, rhs, expressions, arguments: values, procedure, ...others } = node as ExprNode & Record<string, unknown>;
  const { expression, condition, body, then: consequence, else: alternative } = others as Record<string, ExprNode>;
  const left = Array.isArray(lhs) ? lhs.flat() : lhs;
  const called = procedure ? [procedure] : [];
  const given = node.type === "lambda" ? [] : (values ?? []);
  return [left, rhs, expressions, given, called, expression, condition, body, consequence, alternative]
    .flat()
    .filter((part) => part !== undefined);
}
