import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { alone, inJsonata } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const play = (fields: object, input: unknown, machine = {}) =>
  playMachine({
    definition: alone({ Type: "Wait", ...fields }, machine),
    input,
    clock: new VirtualClock(Date.UTC(2026, 0, 1)),
  });

describe("a Wait", () => {
  it.each([
    ["Seconds", { Seconds: 30 }, {}, {}, 30],
    ["SecondsPath", { SecondsPath: "$.s" }, { s: 5 }, {}, 5],
    ["SecondsPath that leads to 0", { SecondsPath: "$.s" }, { s: 0 }, {}, 0],
    ["Seconds in JSONata", { Seconds: "{% $states.input.s * 2 %}" }, { s: 5 }, inJsonata, 10],
    ["Timestamp", { Timestamp: "2026-01-01T00:01:00Z" }, {}, {}, 60],
    ["TimestampPath", { TimestampPath: "$.t" }, { t: "2026-01-01T01:00:30+01:00" }, {}, 30],
    ["Timestamp in JSONata", { Timestamp: "{% $states.input.t %}" }, { t: "2026-01-01T00:00:01.500Z" }, inJsonata, 1.5],
    ["a Timestamp with nanoseconds", { Timestamp: "2026-01-01T00:00:01.500000000Z" }, {}, {}, 1.5],
    ["a Timestamp that has passed", { Timestamp: "2016-03-14T01:59:00Z" }, {}, {}, 0],
    ["thirty days", { Seconds: 30 * 86_400 }, {}, {}, 30 * 86_400],
  ])("waits by %s", async (_words, fields, input, machine, seconds) => {
    const played = await play(fields, input, machine);
    expect(played).toMatchObject({ status: "SUCCEEDED", output: input, seconds, waits: [seconds] });
  });

  it.each([
    [{ s: -1 }, "The SecondsPath parameter references a negative value: $.s == -1"],
    [{ s: 1.5 }, "The SecondsPath parameter references a fractional value: $.s == 1.5"],
    [{ s: "1" }, 'The SecondsPath field refers to value "1" which is not a valid integer: $.s'],
    [{}, "The SecondsPath parameter does not reference an input value: $.s"],
  ])("ends with States.Runtime when SecondsPath leads to %j", async (input, message) => {
    const played = await play({ SecondsPath: "$.s" }, input);
    expect(played).toMatchObject({ error: "States.Runtime", cause: expect.stringContaining(message) });
  });

  it.each(["2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "01-01-2026T00:00:00Z"])(
    "takes %s for no time",
    async (t) => {
      const inJsonPath = await play({ TimestampPath: "$.t" }, { t });
      expect(inJsonPath).toMatchObject({ error: "States.Runtime", cause: expect.stringContaining(`$.t == ${t}`) });
      const evaluated = await play({ Timestamp: "{% $states.input.t %}" }, { t }, inJsonata);
      expect(evaluated).toMatchObject({
        error: "States.QueryEvaluationError",
        cause: expect.stringContaining(`cannot be parsed as an ISO-8601 extended offset date-time format string: ${t}`),
      });
    },
  );

  it("ends with States.Runtime when JSONata gives a fraction of a second", async () => {
    expect(await play({ Seconds: "{% 1.5 %}" }, {}, inJsonata)).toMatchObject({ error: "States.Runtime" });
  });
});
