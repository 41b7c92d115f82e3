import { CloudFormation, type Parameter } from "@aws-sdk/client-cloudformation";
import { expect } from "vitest";
import { VirtualClock } from "../../local/clock.ts";
import type { CloudFormationOptions } from "../../local/cloudformation/cloudformation.ts";
import type { ResourceType } from "../../local/resource.ts";
import { serve } from "./local-service.ts";
import { createTestCloudFormation } from "./stand-in-resources.ts";

/** What stand-ins were asked for, a line each: `create Bucket images`, `update Queue ota-Queue-…`. */
export type Log = string[];

/**
 * A stand-in for a service's type. Its resources are called as the property that names them says; the property `Fail` says what
 * fails: `create`, `update` or `delete`.
 */
function standIn(nameProperty: string, log: Log): ResourceType {
  const act = async (verb: string, logicalId: string, { Fail }: Record<string, unknown>, name: string) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (Fail === verb) throw new Error(`${logicalId} cannot ${verb}`);
    log.push(`${verb} ${logicalId} ${name}`);
    return { physicalId: name, attributes: { Arn: `arn:aws:${name}` } };
  };
  return {
    createOnlyProperties: [nameProperty, "Fixed"],
    create: ({ logicalId, properties }) => act("create", logicalId, properties, String(properties[nameProperty])),
    update: ({ logicalId, properties, physicalId }) => act("update", logicalId, properties, physicalId),
    async delete({ logicalId, properties, physicalId }) {
      await act("delete", logicalId, properties, physicalId);
    },
  };
}

/** CloudFormation with its client, and buckets, queues and topics that are stand-ins. */
export async function startStacks(options: Partial<CloudFormationOptions> = {}) {
  const log: Log = [];
  const clock = new VirtualClock(Date.parse("2026-01-02T03:04:05Z"));
  const types = {
    "AWS::S3::Bucket": standIn("BucketName", log),
    "AWS::SQS::Queue": standIn("QueueName", log),
    "AWS::SNS::Topic": standIn("TopicName", log),
  };
  const cloudFormation = createTestCloudFormation(types, { clock, ...options });
  const config = await serve(cloudFormation.service);
  const client = new CloudFormation(config);
  const StackName = "ota";
  const parametersOf = (values: Record<string, string>): Parameter[] =>
    Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  const stack = async () => (await client.describeStacks({ StackName })).Stacks?.[0];

  /** Waits until nothing is being done to the stack, and gives its status. */
  const settled = async (): Promise<string | undefined> => {
    await expect.poll(async () => (await stack())?.StackStatus, { interval: 5 }).not.toMatch(/_IN_PROGRESS$/);
    return (await stack())?.StackStatus;
  };
  return {
    client,
    clock,
    config,
    log,
    stack,
    settled,
    stop: cloudFormation.stop,
    /** Makes the stack, and resolves to the status it comes to. */
    async create(TemplateBody: string, parameters: Record<string, string> = {}) {
      await client.createStack({ StackName, TemplateBody, Parameters: parametersOf(parameters) });
      return settled();
    },
    async update(TemplateBody: string, parameters: Record<string, string> = {}) {
      await client.updateStack({ StackName, TemplateBody, Parameters: parametersOf(parameters) });
      return settled();
    },
    /** What was asked for since the last time somebody looked. */
    news: () => log.splice(0),
    /** The stack's events, the oldest first: `CREATE_COMPLETE Bucket`, with the reason where there is one. */
    async events(): Promise<string[]> {
      const { StackEvents = [] } = await client.describeStackEvents({ StackName });
      return StackEvents.toReversed().map(({ ResourceStatus, LogicalResourceId, ResourceStatusReason: reason }) =>
        [`${ResourceStatus} ${LogicalResourceId}`, ...(reason ? [reason] : [])].join(": "),
      );
    },
    /** The stack's resources: logical id → status. */
    async statuses(): Promise<Record<string, string | undefined>> {
      const { StackResources = [] } = await client.describeStackResources({ StackName });
      return Object.fromEntries(
        StackResources.map(({ LogicalResourceId = "", ResourceStatus }) => [LogicalResourceId, ResourceStatus]),
      );
    },
  };
}
