import { describe, expect, it } from "vitest";
import { functionResources, template } from "./support/template.ts";

interface Metric {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Value: unknown }[];
}

interface Alarm extends Partial<Metric> {
  readonly AlarmActions: unknown;
  readonly TreatMissingData: string;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: Metric } }[];
}

const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
const alarms = ofType("AWS::CloudWatch::Alarm").map(
  ([name, { Properties }]) => [name, Properties as never as Alarm] as const,
);

/** What has an alarm on a metric: the logical ids in its dimensions. */
function watched(metric: string): string[] {
  const metrics = alarms.flatMap(([, { Metrics = [], ...own }]) => [
    own as Partial<Metric>,
    ...Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : [])),
  ]);
  const dimensions = metrics
    .filter(({ MetricName }) => MetricName === metric)
    .flatMap(({ Dimensions = [] }) => Dimensions);
  return dimensions.map(({ Value }) => Object.values(Value as Record<string, string>)[0]?.split(".")[0] ?? "").sort();
}

/** Rules of the template's own, and those SAM makes of functions' events. */
const rules = [
  ...ofType("AWS::Events::Rule").map(([name]) => name),
  ...functionResources.flatMap(([name, { Properties }]) =>
    Object.keys(Properties.Events ?? {}).map((event) => name + event),
  ),
].sort();

/** Functions that the state machine does not call, or not alone: nobody waits for what they answer. */
const outside = functionResources
  .filter(([, { Properties }]) => "DeadLetterQueue" in Properties)
  .map(([name]) => name)
  .sort();

describe("an alarm", () => {
  it.each(alarms)("%s tells the topic, and says what missing data means", (_, { AlarmActions, TreatMissingData }) => {
    expect(AlarmActions).toEqual([{ Ref: "Notices" }]);
    expect(TreatMissingData).toMatch(/^(breaching|notBreaching|ignore)$/);
  });

  it.each(["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled"])(
    "watches the workflow's %s",
    (metric) => {
      expect(watched(metric)).toEqual(["FirmwareUpdateStateMachine"]);
    },
  );

  it("watches each queue", () => {
    expect(watched("ApproximateNumberOfMessagesVisible")).toEqual(
      ofType("AWS::SQS::Queue")
        .map(([name]) => name)
        .sort(),
    );
  });

  it.each(["FailedInvocations", "InvocationsFailedToBeSentToDlq"])("watches %s of each rule", (metric) => {
    expect(watched(metric)).toEqual(rules);
  });

  it.each(["Errors", "Throttles"])("watches %s of each function outside the workflow", (metric) => {
    expect(watched(metric)).toEqual(outside);
  });

  it("hears of a sweeper that does not run, and only of that by missing data", () => {
    expect(alarms.filter(([, { TreatMissingData }]) => TreatMissingData === "breaching").map(([name]) => name)).toEqual(
      ["SweeperMissing"],
    );
  });
});

describe("the dashboard", () => {
  const { DashboardBody } = (template.Resources["Dashboard"]?.Properties ?? {}) as {
    DashboardBody: { "Fn::Sub": string };
  };
  const body = JSON.parse(DashboardBody["Fn::Sub"]);

  it("begins with all alarms", () => {
    const [first] = body.widgets;
    expect(first.type).toBe("alarm");
    expect(first.properties.alarms.toSorted()).toEqual(alarms.map(([name]) => `\${${name}.Arn}`).sort());
  });

  it("has widgets side by side, none over another", () => {
    const cells = body.widgets.flatMap(({ x, y, width, height }: Record<"x" | "y" | "width" | "height", number>) =>
      Array.from({ length: width * height }, (_, at) => `${x + (at % width)},${y + Math.floor(at / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});
