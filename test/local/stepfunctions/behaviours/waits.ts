import { alone, inJsonata } from "../../../support/asl.ts";
import { type Ending, guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

function waiting(by: string, fields: object, input: unknown, seconds: number, machine: object = {}): PlayedBehaviour {
  return ending(
    `by ${by} takes ${seconds} seconds`,
    fields,
    input,
    { output: input, seconds, waits: [seconds] },
    machine,
  );
}

function ending(says: string, fields: object, input: unknown, ends: Ending, machine: object = {}): PlayedBehaviour {
  return { says, definition: alone({ Type: "Wait", ...fields }, { ...machine }), input, ends };
}

function refusing(input: unknown, why: RegExp): PlayedBehaviour {
  const ends = { error: "States.Runtime", cause: why };
  return ending(`by SecondsPath of ${JSON.stringify(input)} ends the execution`, { SecondsPath: "$.s" }, input, ends);
}

const noTimes = ["2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "01-01-2026T00:00:00Z"];

/** How long a Wait takes. The executions start as 2026 does. */
export const waits: readonly Theme[] = [
  {
    of: "a Wait",
    documented: guide("state-wait.html"),
    behaviours: [
      waiting("Seconds", { Seconds: 30 }, { a: 1 }, 30),
      waiting("SecondsPath", { SecondsPath: "$.s" }, { s: 5 }, 5),
      waiting("SecondsPath of 0", { SecondsPath: "$.s" }, { s: 0 }, 0),
      waiting("Seconds in JSONata", { Seconds: "{% $states.input.s * 2 %}" }, { s: 5 }, 10, inJsonata),
      waiting("Timestamp", { Timestamp: "2026-01-01T00:01:00Z" }, {}, 60),
      waiting("TimestampPath", { TimestampPath: "$.t" }, { t: "2026-01-01T01:00:30+01:00" }, 30),
      waiting(
        "Timestamp in JSONata",
        { Timestamp: "{% $states.input.t %}" },
        { t: "2026-01-01T00:00:01.500Z" },
        1.5,
        inJsonata,
      ),
      waiting("a Timestamp with nanoseconds", { Timestamp: "2026-01-01T00:00:01.500000000Z" }, {}, 1.5),
      waiting("a Timestamp that has passed", { Timestamp: "2016-03-14T01:59:00Z" }, {}, 0),
      waiting("thirty days", { Seconds: 30 * 86_400 }, {}, 30 * 86_400),
      refusing({ s: -1 }, /The SecondsPath parameter references a negative value: \$\.s == -1/),
      refusing({ s: 1.5 }, /The SecondsPath parameter references a fractional value: \$\.s == 1\.5/),
      refusing({ s: "1" }, /The SecondsPath field refers to value "1" which is not a valid integer: \$\.s/),
      refusing({}, /The SecondsPath parameter does not reference an input value: \$\.s/),
      ...noTimes.map((t) =>
        ending(
          `by TimestampPath takes ${t} for no time`,
          { TimestampPath: "$.t" },
          { t },
          {
            error: "States.Runtime",
            cause: new RegExp(`ISO-8601 extended offset date-time format string: \\$\\.t == ${t}$`),
          },
        ),
      ),
      ...noTimes.map((t) =>
        ending(
          `by Timestamp in JSONata takes ${t} for no time`,
          { Timestamp: "{% $states.input.t %}" },
          { t },
          {
            error: "States.QueryEvaluationError",
            cause: new RegExp(`cannot be parsed as an ISO-8601 extended offset date-time format string: ${t}$`),
          },
          inJsonata,
        ),
      ),
      ending(
        "ends the execution when JSONata gives a fraction of a second",
        { Seconds: "{% 1.5 %}" },
        {},
        { error: "States.Runtime" },
        inJsonata,
      ),
    ],
  },
];
