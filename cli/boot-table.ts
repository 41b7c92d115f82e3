import type { Release } from "../functions/firmware/release.ts";
import type { WorkflowHappening } from "./happenings.ts";
import { describedRelease, isAdmission } from "./workflow-happenings.ts";

/** By which devices know the version of an image that does not say it itself. */
export interface BootTable {
  /** SHA-256 in lower-case hexadecimal → version. */
  readonly versions: ReadonlyMap<string, string>;
  /** Learns from releases. */
  note(happening: WorkflowHappening): void;
}

/**
 * A table that begins with what is known and learns the images of each release that is admitted. Bytes keep the first version
 * they were given: what a device runs is not renamed by the next upload.
 */
export function createBootTable(known: ReadonlyMap<string, string> = new Map()): BootTable {
  const versions = new Map(known);
  const described = new Map<string, Release>();
  return {
    versions,
    note(happening) {
      const { execution } = happening;
      const release = describedRelease(happening);
      if (release) described.set(execution, release);
      if (isAdmission(happening)) {
        const { files = [], version = "" } = described.get(execution) ?? {};
        for (const { sha256 } of files) if (!versions.has(sha256)) versions.set(sha256, version);
      }
      if (happening.type === "execution ended") described.delete(execution);
    },
  };
}
