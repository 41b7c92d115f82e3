import { readAnnouncement, readVerdict, retain, writeVerdict } from "./aws/records.ts";
import { task } from "./aws/task.ts";
import { ReleaseEndedError } from "./firmware/ota-update.ts";
import type { Release } from "./firmware/release.ts";
import type { Rollout } from "./firmware/rollout.ts";
import { type Verdict, verdictOf } from "./firmware/verdict.ts";

/**
 * Writes the outcome of a rollout that has won. What it made is then left to its retention; what serves goes on being
 * announced, since it will have to be ended one day.
 * @throws ReleaseEndedError when somebody else has ended the release otherwise
 */
export const handler = task(
  async ({ release, rollout }: { release: Release; rollout: Rollout }): Promise<Record<string, never>> => {
    const outcome = rollout.state === "serving" ? "serving" : "released";
    const verdict = await decide(release, outcome, rollout);
    if (verdict?.outcome !== outcome) throw new ReleaseEndedError(release.id, verdict?.outcome ?? "withdrawn");
    if (outcome === "released") await retain(verdict);
    return {};
  },
);

/** Without an announcement the release was closed before, if only the answer got lost. */
async function decide(
  release: Release,
  outcome: "released" | "serving",
  { devices }: Rollout,
): Promise<Verdict | undefined> {
  const announced = await readAnnouncement(release);
  if (!announced) return readVerdict(release);
  return writeVerdict(
    verdictOf(release, {
      outcome,
      devices,
      execution: announced.value.execution,
      by: "close-release",
      announcedAt: new Date(announced.writtenAt).toISOString(),
      endedAt: new Date().toISOString(),
    }),
  );
}
