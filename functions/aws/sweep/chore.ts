import type { Placed } from "../../firmware/sweep.ts";
import type { Pass } from "../steps.ts";

/** How a chore is to be done. */
export interface ChoreOptions {
  /** Whether to tell only what would be done. */
  readonly isDryRun: boolean;
  /** Whether the sweep has time left for more than what was begun. */
  readonly hasTime: () => boolean;
}

/** A sweep's work on one release, or in one place: by itself, so that none can keep another from being done. */
export interface Chore extends Placed {
  /** The release id, or what is looked through. */
  readonly release: string;
  /** May be done as often as anybody likes, and by several at once. */
  sweep(options: ChoreOptions): Promise<Pass>;
}

/** What there is to say of a release that needs nothing. */
export const nothingToDo: Pass = { taken: [], left: [] };
