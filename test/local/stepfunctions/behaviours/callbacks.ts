import { sleep } from "../../../../local/clock.ts";
import { alone, catching, inJsonata } from "../../../support/asl.ts";
import { type Answers, handingOn } from "./answers.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const worker = (later: Parameters<typeof handingOn>[0]): Record<string, Answers> => ({ worker: handingOn(later) });
const unheard = worker(() => {});

function waiting(fields: object = {}) {
  const Parameters = { FunctionName: "worker", Payload: { "token.$": "$$.Task.Token" } };
  return { Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", Parameters, ...fields };
}

function missing(name: string): PlayedBehaviour {
  return {
    says: `that hears no heartbeat can be caught as ${name}`,
    definition: catching(waiting({ HeartbeatSeconds: 10 }), { ErrorEquals: [name] }),
    tasks: unheard,
    ends: { output: { Error: "States.Timeout" }, seconds: 10 },
  };
}

/** Tasks that wait for SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. */
export const callbacks: readonly Theme[] = [
  {
    of: "a Task that waits for its token",
    documented: guide("connect-to-resource.html#connect-wait-token"),
    behaviours: [
      {
        says: "ends with what SendTaskSuccess brings, not with the function's answer",
        definition: alone(waiting()),
        tasks: worker(async (token, { clock, callbacks }) => {
          await sleep(clock, 5000);
          callbacks.succeed(token, { ok: 1 });
        }),
        ends: {
          output: { ok: 1 },
          seconds: 5,
          events: [
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded",
          ],
        },
      },
      {
        says: "hands its token over in JSONata too",
        definition: alone(
          {
            Type: "Task",
            Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
            Arguments: { FunctionName: "worker", Payload: { token: "{% $states.context.Task.Token %}" } },
          },
          inJsonata,
        ),
        tasks: worker((token, { callbacks }) => callbacks.succeed(token, "done")),
        ends: { output: "done" },
      },
      {
        says: "fails as SendTaskFailure says",
        definition: catching(waiting(), { ErrorEquals: ["TokErr"] }),
        tasks: worker((token, { callbacks }) => callbacks.fail(token, "TokErr", "because")),
        ends: { output: { Error: "TokErr", Cause: "because" } },
      },
      {
        says: "waits no longer than TimeoutSeconds, however many heartbeats come",
        definition: alone(waiting({ HeartbeatSeconds: 10, TimeoutSeconds: 25 })),
        tasks: worker(async (token, { clock, callbacks, signal }) => {
          while (!signal.aborted) {
            await sleep(clock, 9000);
            if (!signal.aborted) callbacks.heartbeat(token);
          }
        }),
        ends: { error: "States.Timeout", seconds: 25 },
      },
      {
        says: "gives a token that every attempt has anew",
        shownBy: ["task-tokens.test.ts", "gives another token with each attempt"],
      },
      {
        says: "takes its token by the API",
        shownBy: ["send-task.test.ts", "is sent back with success"],
      },
    ],
  },
  {
    of: "a Task that waits for its token",
    documented: guide("state-task.html"),
    behaviours: [
      missing("States.Timeout"),
      missing("States.HeartbeatTimeout"),
      {
        says: "goes on waiting while heartbeats come",
        definition: alone(waiting({ HeartbeatSecondsPath: "$.every" })),
        input: { every: 10 },
        tasks: worker(async (token, { clock, callbacks }) => {
          for (let beat = 0; beat < 5; beat++) {
            await sleep(clock, 9000);
            callbacks.heartbeat(token);
          }
          callbacks.succeed(token, "done");
        }),
        ends: { output: "done", seconds: 45 },
      },
    ],
  },
];
