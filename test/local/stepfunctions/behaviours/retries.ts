import { alone, catching, task } from "../../../support/asl.ts";
import { failing } from "./answers.ts";
import { type Ending, guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const flaky = { ErrorEquals: ["Flaky"] };
const once = { IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1 };

/** A function that fails with these names, one after the other, before it returns the number of calls. */
function retrying(says: string, Retry: object[], names: readonly string[], ends: Ending): PlayedBehaviour {
  return { says, definition: alone(task("fn", { Retry })), tasks: { fn: failing(...names) }, ends };
}

const flakyTimes = (times: number) => Array<string>(times).fill("Flaky");

/** What is tried again, when, and how often. */
export const retries: readonly Theme[] = [
  {
    of: "a Retry",
    documented: guide("concepts-error-handling.html#error-handling-retrying-after-an-error"),
    behaviours: [
      retrying("tries three times, after 1, 2 and 4 seconds, when it says no more", [flaky], flakyTimes(3), {
        output: 4,
        seconds: 1 + 2 + 4,
      }),
      retrying(
        "waits IntervalSeconds, and BackoffRate times as long each time",
        [{ ...flaky, IntervalSeconds: 3, BackoffRate: 3 }],
        flakyTimes(2),
        { output: 3, seconds: 3 + 9 },
      ),
      retrying(
        "waits no longer than MaxDelaySeconds",
        [{ ...flaky, BackoffRate: 10, MaxDelaySeconds: 15 }],
        flakyTimes(3),
        { output: 4, seconds: 1 + 10 + 15 },
      ),
      { says: "with full jitter waits any time up to the delay", shownBy: ["retry.test.ts", "waits any time up to"] },
      retrying(
        "tries as often as MaxAttempts says",
        [{ ...flaky, IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 10 }],
        flakyTimes(10),
        { output: 11, seconds: 10 },
      ),
      retrying("of 0 attempts tries nothing again", [{ ...flaky, MaxAttempts: 0 }], ["Flaky"], {
        error: "Flaky",
        calls: 1,
        seconds: 0,
      }),
      retrying("ends with the error when its attempts are used up", [{ ...flaky, ...once }], flakyTimes(3), {
        error: "Flaky",
        calls: 2,
        seconds: 1,
      }),
      {
        says: "leaves the error to Catch when its attempts are used up",
        definition: catching(task("fn", { Retry: [{ ...flaky, ...once }] }), { ErrorEquals: ["Flaky"] }),
        tasks: { fn: failing("Flaky", "Flaky", "Flaky") },
        ends: { output: { Error: "Flaky", Cause: /Flaky of call 2/ }, calls: 2 },
      },
      retrying("does not try again what it does not name", [flaky], ["Other"], {
        error: "Other",
        calls: 1,
        seconds: 0,
      }),
    ],
  },
  {
    of: "each of several retriers",
    documented: guide("concepts-error-handling.html#error-handling-retrying-after-an-error"),
    behaviours: [
      retrying(
        "counts its own attempts",
        [
          { ErrorEquals: ["A"], ...once },
          { ErrorEquals: ["B"], ...once },
        ],
        ["A", "B"],
        { output: 3, seconds: 2 },
      ),
      retrying(
        "is used up by itself",
        [
          { ErrorEquals: ["A"], ...once },
          { ErrorEquals: ["B"], ...once },
        ],
        ["A", "B", "A"],
        { error: "A", calls: 3 },
      ),
    ],
  },
];
