import type { DeviceProgress } from "./device-progress.ts";
import type { Happening, StartedHappening } from "./happenings.ts";

/** Where a command says what happens. */
export interface Output {
  /** @param at milliseconds since 1970 */
  show(happening: Happening, at: number): void;
  /** Leaves behind what was said, and nothing that moves. */
  close(): void;
}

/** How a command wants it said. */
export interface Presentation {
  /** Its first words, once all is up. */
  readonly introduce: (started: StartedHappening) => string;
  /** How far devices are, for bars that move on a terminal; left out, there are none. */
  readonly progress?: () => readonly DeviceProgress[];
  /** What stands before a line: how long ago it began, or the time of day. */
  readonly stamp: (at: number) => string;
}
