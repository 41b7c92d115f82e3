import type { DeviceReport } from "./devices.ts";

/** Collects what most often helps devices, however many there are. */
export interface AdviceBook {
  note(devices: readonly DeviceReport[]): void;
  /** A line for each advice, with whom it is for. */
  lines(): string[];
}

const mostNames = 3;

export function openAdviceBook(): AdviceBook {
  const advised = new Map<string, { readonly names: string[]; others: number }>();
  return {
    note(devices) {
      for (const { advice, thingName } of devices) {
        if (advice === null) continue;
        const those = advised.get(advice) ?? { names: [], others: 0 };
        advised.set(advice, those);
        if (those.names.length < mostNames) those.names.push(thingName);
        else those.others += 1;
      }
    },
    lines: () =>
      [...advised].map(([advice, { names, others }]) => {
        const more = others > 0 ? ` and ${others} more` : "";
        return `${names.join(", ")}${more}: ${advice}`;
      }),
  };
}

/** What most often helps these devices. */
export function adviceLines(devices: readonly DeviceReport[]): string[] {
  const book = openAdviceBook();
  book.note(devices);
  return book.lines();
}
