/** Reads a value by a path. Without wildcards that is the value itself; with them a list of all there are. */
export type JsonPath = (value: unknown) => unknown;

/**
 * The part of JSONPath that EventBridge knows: `$`, `.name`, `[0]`, and `.*` and `[*]`
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
 * @throws Error that names the path
 */
export function parseJsonPath(path: string): JsonPath {
  const rest = path.startsWith("$") ? path.slice(1) : undefined;
  const steps = rest?.match(/\.[\w/-]+|\.\*|\[\d+\]|\[\*\]/g) ?? [];
  if (rest === undefined || steps.join("") !== rest) throw new Error(`Invalid JSON path: ${path}`);
  const hasWildcard = steps.some((step) => step.includes("*"));
  return (value) => {
    const found = steps.reduce<unknown[]>((values, step) => values.flatMap((item) => childrenOf(item, step)), [value]);
    return hasWildcard ? found : found[0];
  };
}

function childrenOf(value: unknown, step: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step.includes("*")) return Object.values(value);
  const key = step.replace(/^\.|^\[|\]$/g, "");
  return Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : [];
}
