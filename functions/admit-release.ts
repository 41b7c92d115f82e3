import { lookAround } from "./aws/attempts.ts";
import { announce, withdraw } from "./aws/records.ts";
import { task } from "./aws/task.ts";
import {
  type Admission,
  admit,
  ReleaseInProgressError,
  VersionNotNewerError,
  VersionReusedError,
} from "./firmware/admission.ts";
import type { Release } from "./firmware/release.ts";

/**
 * Announces the release, then looks at the others: whoever announces later sees those before, so nobody can miss
 * everybody. A release that does not go on takes its announcement away again.
 * @throws VersionNotNewerError, VersionReusedError, ReleaseInProgressError
 */
export const handler = task(
  async ({ release, execution }: { release: Release; execution: string }): Promise<Admission> => {
    const announcement = await announce({ release, execution });
    if (announcement.execution !== execution) {
      return { state: "nothing-to-do", because: `${announcement.execution} releases this very upload`, by: release.id };
    }
    const { verdict, attempts } = await lookAround(release);
    // With a verdict the announcement may list what is still to be cleaned up, so it stays.
    if (verdict) return { state: "nothing-to-do", because: `this very upload is ${verdict.outcome}`, by: release.id };
    try {
      const admission = admit(release, attempts);
      if (admission.state === "nothing-to-do") await withdraw(release);
      return admission;
    } catch (error) {
      if (isRefusal(error)) await withdraw(release);
      throw error;
    }
  },
);

function isRefusal(error: unknown): boolean {
  return [VersionNotNewerError, VersionReusedError, ReleaseInProgressError].some((refusal) => error instanceof refusal);
}
