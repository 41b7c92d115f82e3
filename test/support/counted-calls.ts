import { iot, s3, sfn } from "../../functions/aws/clients.ts";

/** How often each operation was called, by the clients that the functions and the CLI share: `DescribeJob` → 1. */
export function countCalls(): { readonly calls: Map<string, number>; total(): number; reset(): void } {
  const calls = new Map<string, number>();
  for (const { middlewareStack } of [iot, s3, sfn] as { middlewareStack: (typeof iot)["middlewareStack"] }[]) {
    middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => {
          const operation = commandName.replace(/Command$/, "");
          calls.set(operation, (calls.get(operation) ?? 0) + 1);
          return next(args);
        },
      { step: "initialize" },
    );
  }
  return {
    calls,
    total: () => [...calls.values()].reduce((sum, count) => sum + count, 0),
    reset: () => calls.clear(),
  };
}
