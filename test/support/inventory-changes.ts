import type { Inventory } from "./inventory.ts";

/**
 * What came and what went between two looks at an account, whole and in order: `+ stream thermostat-1_4_0-5f2c9a10`,
 * `- execution thermostat-1_4_0-5f2c9a10 RUNNING`. Signing jobs, whose ids are chance, are only counted.
 */
export function inventoryChanges(before: Inventory, after: Inventory): string[] {
  const was = linesOf(before);
  const is = linesOf(after);
  return [...without(was, is).map((line) => `- ${line}`), ...without(is, was).map((line) => `+ ${line}`)];
}

function linesOf({ executions, otaUpdates, streams, jobs, signingJobs, versions }: Inventory): string[] {
  return [
    ...Object.entries(executions).map(([name, status]) => `execution ${name} ${status}`),
    ...Object.entries(signingJobs).flatMap(([status, count]) => Array(count).fill(`signing-job ${status}`)),
    ...streams.map((id) => `stream ${id}`),
    ...Object.entries(otaUpdates).map(([id, status]) => `ota-update ${id} ${status}`),
    ...Object.entries(jobs).map(([id, { status, things }]) => [`job ${id} ${status}`, ...fates(things)].join(", ")),
    ...versions.map((key) => `object ${key.replace(signedObject, "$1<signing job>")}`),
  ];
}

const signedObject = /^(signed\/[^/]+\/)[0-9a-f-]{36}/;

/** `{ succeeded: 2 }` as `2 succeeded`. */
function fates(things: Readonly<Record<string, number>>): string[] {
  return Object.entries(things).map(([fate, count]) => `${count} ${fate}`);
}

/** One list less another: a line that stands in it twice, and once in the other, stays once. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return lines.filter((line) => {
    const at = rest.indexOf(line);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}
