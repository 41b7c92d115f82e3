import { readFileSync } from "node:fs";

/** A state as it stands in the file; what the tests look at of it. */
export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly unknown[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Seconds?: unknown;
  readonly ItemProcessor?: { readonly States: States };
}

export type States = Readonly<Record<string, State>>;

/** The state machine file, as it is deployed. */
export const definitionText = readFileSync(
  new URL("../../statemachine/firmware-update.asl.json", import.meta.url),
  "utf8",
);
export const definition = JSON.parse(definitionText) as { readonly TimeoutSeconds: number; readonly States: States };

/** Every state by name, also those inside a Map. */
export const allStates: readonly (readonly [name: string, state: State, inside: "Map" | "machine"])[] = Object.entries(
  definition.States,
).flatMap(([name, state]) => [
  [name, state, "machine"] as const,
  ...Object.entries(state.ItemProcessor?.States ?? {}).map(
    ([inner, innerState]) => [inner, innerState, "Map"] as const,
  ),
]);

export const tasks = allStates.filter(([, state]) => state.Type === "Task");

/** "Create OTA Update" → `create-ota-update`: a task and its function have one name. */
export function fileNameOf(task: string): string {
  return task.toLowerCase().replaceAll(" ", "-");
}

/** The file with a function ARN for each substitution, `${StartSigningFunctionArn}` → `…:function:start-signing`. */
export function deployedDefinition(): string {
  return definitionText.replace(/\$\{(\w+)FunctionArn\}/g, (_, name: string) => {
    const kebab = name.replace(/(?<=.)([A-Z])/g, "-$1").toLowerCase();
    return functionArn(kebab);
  });
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
}
