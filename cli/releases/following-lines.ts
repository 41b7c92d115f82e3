import { printable } from "../../functions/firmware/printable.ts";
import { deviceText } from "../../functions/firmware/rollout.ts";
import { createLines, inTone } from "../lines.ts";
import { sayingOf, statusWords } from "./device-table.ts";
import { totalOf } from "./device-totals.ts";
import type { DeviceReport } from "./devices.ts";
import type { Look } from "./follow-release.ts";

const whoWidth = 22; // as the workflow's steps have it

/**
 * Puts what is new at each look into lines: the steps of the workflow, the devices that came to an end without success, and
 * where nothing else shows them how many devices are in which state.
 */
export function createFollowingLines({ isColoured, counts }: { isColoured: boolean; counts: boolean }) {
  const paint: typeof inTone = isColoured ? inTone : (text) => text;
  const textOf = createLines({ introduce: () => "", stamp: timeOfDay }, paint);
  const toldOf = new Map<string, string>();
  let toldCounts = "";

  function countLines({ report: { devices } }: Look): string[] {
    if (!counts || devices === null || totalOf(devices) === 0) return [];
    const text = `${devices.succeeded} of ${totalOf(devices)} run it: ${deviceText(devices)}`;
    if (text === toldCounts) return [];
    toldCounts = text;
    return [line("Devices", text)];
  }

  function deviceLine(device: DeviceReport): string[] {
    const { thingName, status } = device;
    const isOver = status === "FAILED" || status === "REJECTED" || status === "TIMED_OUT";
    if (!isOver || toldOf.get(thingName) === status) return [];
    toldOf.set(thingName, status);
    const said = sayingOf(device);
    return [paint(line(printable(thingName), said ? `${statusWords(device)}: ${said}` : statusWords(device)), "bad")];
  }

  return (look: Look): string[] => {
    const steps = look.news.map(({ happening, at }) => textOf(happening, at)?.trimStart());
    return [...steps.filter((step) => step !== undefined), ...countLines(look), ...look.devices.flatMap(deviceLine)];
  };
}

function line(who: string, text: string): string {
  return `${timeOfDay(Date.now())}  ${who.padEnd(whoWidth)}  ${text}`;
}

/** `12:03:45`, in the computer's own time zone. */
function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}
