import { lookAround } from "./aws/attempts.ts";
import { type Announcement, announce, withdraw } from "./aws/records.ts";
import { task } from "./aws/task.ts";
import { takeTurn } from "./aws/turns.ts";
import { type Admission, type Attempt, admit } from "./firmware/admission.ts";
import type { Release } from "./firmware/release.ts";

/**
 * Announces the release, then looks at the others: whoever announces later sees those before, so nobody can miss
 * everybody. A release that does not go on takes its announcement away again.
 * @throws VersionNotNewerError, VersionReusedError, ReleaseInProgressError, RetryUnknownError
 */
export const handler = task(async ({ release, execution }: Omit<Announcement, "announcedAt">): Promise<Admission> => {
  const { isNew, announcement } = await announce({ release, execution, announcedAt: new Date().toISOString() });
  if (announcement.execution !== execution) {
    return { state: "nothing-to-do", because: `${announcement.execution} releases this very upload`, by: release.id };
  }
  await takeTurn(release.product, { releaseId: release.id, announcedAt: announcement.announcedAt });
  const { verdict, attempts } = await lookAround(release);
  if (verdict) {
    if (isNew) await withdraw(release); // an older one may list what is still to be cleaned up
    return { state: "nothing-to-do", because: `this very upload is ${verdict.outcome}`, by: release.id };
  }
  const admission = await admitOrWithdraw(release, attempts);
  if (admission.state === "nothing-to-do") await withdraw(release);
  return admission;
});

async function admitOrWithdraw(release: Release, attempts: Attempt[]): Promise<Admission> {
  try {
    return admit(release, attempts);
  } catch (refusal) {
    await withdraw(release);
    throw refusal;
  }
}
