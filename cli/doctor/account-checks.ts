import { counted } from "../wording.ts";
import type { AccountFacts, Count, QueueFacts } from "./account-facts.ts";
import { type Finding, fail, type Judgement, judged, ok, warn } from "./finding.ts";

/**
 * AWS's defaults, as far as they are known: jobs by AWS's quota pages of 2024, streams by what users report. An account may
 * have others.
 */
const quotas = { streams: 10_000, activeJobs: 100_000, concurrentJobs: 500, jobsBeingDeleted: 10 };

const near = 0.8; // of a quota

export function judgeAccount(facts: AccountFacts): Finding[] {
  const { streams, snapshotJobs, continuousJobs, concurrentJobs, jobsBeingDeleted } = facts;
  const sweep = "See what can go: ota sweep --dry-run. Streams and jobs that no release made are yours to delete.";
  const raise = "Ask AWS for a higher quota, or roll out fewer releases at once.";
  const wait = "Wait until AWS has deleted them: until then it deletes no more.";
  return [
    judged("quota: streams", streams, (count) => judgeCount(count, quotas.streams, sweep)),
    judged("quota: SNAPSHOT jobs", snapshotJobs, (count) => judgeCount(count, quotas.activeJobs, sweep)),
    judged("quota: CONTINUOUS jobs", continuousJobs, (count) => judgeCount(count, quotas.activeJobs, sweep)),
    judged("quota: jobs rolling out", concurrentJobs, (count) => judgeCount(count, quotas.concurrentJobs, raise)),
    judged("quota: jobs being deleted", jobsBeingDeleted, (count) => judgeCount(count, quotas.jobsBeingDeleted, wait)),
    judgeQueue("queue of undelivered events", facts.undeliveredEvents),
    judgeQueue("queue of failed invocations", facts.failedInvocations),
    judged("leftovers", facts.leftovers, judgeLeftovers),
  ];
}

function judgeCount({ number, isAll }: Count, quota: number, fix: string): Judgement {
  const words = `${isAll ? "" : "at least "}${number.toLocaleString("en-US")} of ${quota.toLocaleString("en-US")}, AWS's default`;
  return number >= quota * near ? warn(words, fix) : ok(words);
}

function judgeQueue(check: string, { url, messages }: QueueFacts): Finding {
  return judged(check, messages, (number): Judgement => {
    if (number === undefined)
      return fail("it is gone: what cannot be delivered is lost", "Delete the stack and deploy it again.");
    if (number === 0) return ok("empty");
    return warn(
      `${counted(number, "event")} came to nothing, perhaps uploads`,
      `aws sqs receive-message --queue-url ${url}; docs/operating.md says how to send one again`,
    );
  });
}

function judgeLeftovers(sweep: Extract<AccountFacts["leftovers"], { seen: true }>["value"]): Judgement {
  if ("failure" in sweep) return fail(sweep.failure, "Read the logs of the sweeper; what ended releases left stays.");
  const { swept, left } = sweep;
  if (swept.length > 0)
    return warn(
      `${counted(swept.length, "thing")} to sweep, such as ${swept[0]?.what}`,
      "ota sweep (the schedule does it every 15 minutes; what is still here afterwards, it could not delete)",
    );
  return ok(left.length === 0 ? "none" : `none but ${counted(left.length, "thing")} that stays for now`);
}
