import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { parseRate } from "../../../local/eventbridge/schedule.ts";
import { lambdaArn, startBus } from "../../support/event-bus.ts";

async function startSchedule(expression: string) {
  const bus = await startBus();
  const { RuleArn } = await bus.client.send(new PutRuleCommand({ Name: "sweep", ScheduleExpression: expression }));
  await bus.client.send(new PutTargetsCommand({ Rule: "sweep", Targets: [{ Id: "1", Arn: lambdaArn }] }));
  const times = () => bus.deliveries.map(({ input }) => (input as { time: string }).time.slice(11, 16));
  return { ...bus, times, ruleArn: RuleArn };
}

describe("a rule with a schedule", () => {
  it("is run each time its period has passed", async () => {
    const { clock, deliveries, times, ruleArn } = await startSchedule("rate(15 minutes)");
    await clock.advance(3_600_000);
    expect(times()).toEqual(["00:15", "00:30", "00:45", "01:00"]);
    expect(deliveries[0]).toMatchObject({
      arn: lambdaArn,
      input: { source: "aws.events", "detail-type": "Scheduled Event", resources: [ruleArn], detail: {} },
    });
  });

  it("lets its turns pass while it is disabled", async () => {
    const { client, clock, times } = await startSchedule("rate(1 hour)");
    await client.send(new DisableRuleCommand({ Name: "sweep" }));
    await clock.advance(2 * 3_600_000);
    await client.send(new EnableRuleCommand({ Name: "sweep" }));
    await clock.advance(3_600_000);
    expect(times()).toEqual(["03:00"]);
  });

  it("begins anew when it is put again, and ends when it is deleted", async () => {
    const { client, clock, times } = await startSchedule("rate(1 hour)");
    await clock.advance(30 * 60_000);
    await client.send(new PutRuleCommand({ Name: "sweep", ScheduleExpression: "rate(45 minutes)" }));
    await clock.advance(60 * 60_000);
    expect(times()).toEqual(["01:15"]);
    await client.send(new RemoveTargetsCommand({ Rule: "sweep", Ids: ["1"] }));
    await client.send(new DeleteRuleCommand({ Name: "sweep" }));
    await clock.advance(86_400_000);
    expect(times()).toEqual(["01:15"]);
  });

  it("is run no more once the bus has been stopped", async () => {
    const { bus, clock, times } = await startSchedule("rate(1 minute)");
    await bus.stop();
    await clock.advance(3_600_000);
    expect(times()).toEqual([]);
  });

  it.each([
    ["rate(1 minute)", 60_000],
    ["rate(15 minutes)", 900_000],
    ["rate(1 hour)", 3_600_000],
    ["rate(2 days)", 172_800_000],
  ])("%s comes every %d milliseconds", (expression, period) => {
    expect(parseRate(expression)).toBe(period);
  });

  it.each([
    ["rate(0 minutes)", "Parameter ScheduleExpression is not valid."],
    ["rate(1 minutes)", "Parameter ScheduleExpression is not valid."],
    ["rate(5 minute)", "Parameter ScheduleExpression is not valid."],
    ["rate(5 weeks)", "Parameter ScheduleExpression is not valid."],
    ["every day", "Parameter ScheduleExpression is not valid."],
  ])("cannot be %s", async (expression, message) => {
    await expect(startSchedule(expression)).rejects.toMatchObject({ name: "ValidationException", message });
  });

  it("by cron(…) are not played", async () => {
    const message = "Local AWS does not play cron(0 12 * * ? *) of events:PutRule";
    await expect(startSchedule("cron(0 12 * * ? *)")).rejects.toMatchObject({ name: "NotImplemented", message });
  });
});
