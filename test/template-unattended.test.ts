import { describe, expect, it } from "vitest";
import { allStates } from "./support/firmware-update.ts";
import { functionResources, template } from "./support/template.ts";

// What no scanner asks, and a pipeline that is left alone for weeks needs

type Properties = Readonly<Record<string, unknown>>;

function resourcesOf(type: string): [string, Properties][] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties = {} }]) => [id, Properties]);
}

/** Every object within a value. */
function objectsIn(value: unknown): Properties[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Properties, ...inside];
}

describe("a queue", () => {
  const queues = resourcesOf("AWS::SQS::Queue");

  it.each(queues)("%s keeps what it gets for as long as SQS keeps anything", (_, { MessageRetentionPeriod }) => {
    expect(MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
  });
});

describe("what is invoked by events", () => {
  const arns = allStates.map(([, { Resource }]) => String(Resource));
  const unawaited = functionResources.filter(([id]) => !arns.includes(`\${${id}Arn}`) || "Events" in ofFunction(id));

  function ofFunction(id: string): Properties {
    return template.Resources[id]?.Properties ?? {};
  }

  it("is some of the functions", () => {
    expect(unawaited.map(([id]) => id)).toEqual(
      expect.arrayContaining(["StartUpdateFunction", "CleanUpFunction", "SweepFunction"]),
    );
    expect(unawaited.length).toBeLessThan(functionResources.length);
  });

  it.each(unawaited)("%s has a dead-letter queue, and retries that end", (id) => {
    expect(ofFunction(id)).toMatchObject({
      DeadLetterQueue: { Type: "SQS" },
      EventInvokeConfig: { MaximumRetryAttempts: expect.any(Number), MaximumEventAgeInSeconds: expect.any(Number) },
    });
  });

  const ofFunctions = functionResources.flatMap(([id]) =>
    Object.entries((ofFunction(id)["Events"] ?? {}) as Record<string, { Properties: Properties }>).map(
      ([name, { Properties }]) => [id + name, Properties] as const,
    ),
  );
  const ofRules = resourcesOf("AWS::Events::Rule").flatMap(([id, { Targets }]) =>
    (Targets as Properties[]).map((target) => [`${id}, ${target["Id"]}`, target] as const),
  );

  it.each([...ofFunctions, ...ofRules])("is tried again, then kept: %s", (_, target) => {
    expect(target).toMatchObject({
      RetryPolicy: { MaximumRetryAttempts: expect.any(Number), MaximumEventAgeInSeconds: expect.any(Number) },
      DeadLetterConfig: { Arn: { "Fn::GetAtt": "UndeliveredEvents.Arn" } },
    });
  });
});

describe("what a role may do", () => {
  const statements = Object.entries(template.Resources).flatMap(([id, resource]) =>
    objectsIn(resource)
      .filter(({ Effect, Principal }) => Effect === "Allow" && Principal === undefined)
      .map((statement) => [id, statement] as const),
  );
  const actionsOf = ({ Action }: Properties) => [Action].flat().map(String);

  /** Listing, X-Ray's and the vended logs' actions: AWS has no resource for them. */
  const withoutResource =
    /^(iot:List(Streams|OTAUpdates|Jobs)|signer:ListSigningProfiles|xray:\w+|logs:\w*LogDeliver\w+|logs:(Put|Describe)ResourcePolic\w+|logs:DescribeLogGroups|cloudwatch:PutMetricData)$/;

  it("is said action by action", () => {
    expect(statements.length).toBeGreaterThan(40);
    expect(statements.filter(([, statement]) => actionsOf(statement).some((action) => action.includes("*")))).toEqual(
      [],
    );
    expect(statements.filter(([, statement]) => "NotAction" in statement || "NotResource" in statement)).toEqual([]);
  });

  it("is said of all resources only where AWS takes nothing narrower", () => {
    const ofAll = statements.filter(([, { Resource }]) => [Resource].flat().includes("*"));
    const wild = ofAll.flatMap(([id, statement]) => actionsOf(statement).map((action) => `${id}: ${action}`));
    expect(wild.filter((grant) => !withoutResource.test(grant.replace(/^.*?: /, "")))).toEqual([]);
  });
});

it("keeps every bucket, whatever becomes of a stack that was there", () => {
  const buckets = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::S3::Bucket");
  expect(buckets.length).toBeGreaterThan(1);
  for (const bucket of buckets)
    expect(bucket).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" });
});
