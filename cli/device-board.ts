import { styleText } from "node:util";
import type { DevicePhase, DeviceProgress } from "./device-progress.ts";

const barWidth = 28;

const words: Readonly<Record<DevicePhase, string>> = {
  waiting: "waiting",
  downloading: "downloading",
  verified: "signature checked",
  restarting: "restarting",
  "self-test": "self-test",
  updated: "updated",
  failed: "failed",
};

const colours = { updated: "green", failed: "red" } as const;

/**
 * A bar for each device. Where `height` lines are too few for all of them: a line that sums them up, and those bars that
 * matter most, the moving ones.
 */
export function deviceBoard(devices: readonly DeviceProgress[], height: number): string[] {
  if (devices.length <= height) return bars(devices);
  const shown = devices.toSorted((one, other) => rank(one) - rank(other)).slice(0, Math.max(0, height - 2));
  const visible = new Set(shown);
  const rest = devices.length - shown.length;
  return [summary(devices), ...bars(devices.filter((device) => visible.has(device))), `and ${rest} more`].slice(
    0,
    height,
  );
}

function bars(devices: readonly DeviceProgress[]): string[] {
  const nameWidth = Math.max(0, ...devices.map(({ thingName }) => thingName.length));
  return devices.map((device) => {
    const { received, total, phase, thingName } = device;
    const count = total === 0 ? "" : `${received}/${total}`;
    return `${thingName.padEnd(nameWidth)}  ${bar(device)}  ${count.padStart(9)}  ${coloured(phase, wordsOf(device))}`;
  });
}

function bar({ received, total }: DeviceProgress): string {
  const full = total === 0 ? 0 : Math.floor((received / total) * barWidth);
  return "█".repeat(full) + styleText("dim", "░".repeat(barWidth - full));
}

function wordsOf({ phase, reason }: DeviceProgress): string {
  return phase === "failed" && reason ? `failed: ${reason}` : words[phase];
}

function summary(devices: readonly DeviceProgress[]): string {
  const counts = Object.entries(words)
    .map(([phase, word]) => ({ word, count: devices.filter((device) => device.phase === phase).length }))
    .filter(({ count }) => count > 0);
  return `${devices.length} devices: ${counts.map(({ word, count }) => `${count} ${word}`).join(", ")}`;
}

/** What moves comes first, then what failed, what waits, and what is done. */
function rank({ phase }: DeviceProgress): number {
  return { downloading: 0, verified: 0, restarting: 0, "self-test": 0, failed: 1, waiting: 2, updated: 3 }[phase];
}

function coloured(phase: DevicePhase, text: string): string {
  return phase === "updated" || phase === "failed" ? styleText(colours[phase], text) : text;
}
