import { type Account, arnOf } from "../../account.ts";
import type { Permission } from "../../http/authorize.ts";
import { type Input, passRole, type ServiceNeeds } from "./need.ts";

const [thing, group, job] = [
  "thing/{thingName}|{thingArn}",
  "thinggroup/{thingGroupName}|{thingGroupArn}",
  "job/{jobId}",
];
const [stream, otaUpdate] = ["stream/{streamId}", "otaupdate/{otaUpdateId}"];
const service = "iot.amazonaws.com";

/** Actions, resource types and condition keys of AWS IoT. */
export const iotNeeds: ServiceNeeds = {
  prefix: "iot",
  arnStart: (account) => arnOf(account, "iot", ""),
  operations: {
    CreateThing: thing,
    DescribeThing: thing,
    UpdateThing: thing,
    DeleteThing: thing,
    ListThings: "*",
    CreateThingGroup: made("CreateThingGroup", ({ thingGroupName }) => `thinggroup/${thingGroupName}`),
    DescribeThingGroup: group,
    UpdateThingGroup: group,
    DeleteThingGroup: group,
    ListThingGroups: "*",
    AddThingToThingGroup: [thing, group],
    RemoveThingFromThingGroup: [thing, group],
    ListThingsInThingGroup: group,
    ListThingGroupsForThing: thing,
    DescribeEndpoint: "*",
    TagResource: "{resourceArn}",
    UntagResource: "{resourceArn}",
    ListTagsForResource: "{resourceArn}",
    CreateJob: createJob,
    DescribeJob: job,
    GetJobDocument: job,
    ListJobs: "*",
    UpdateJob: (input, account) => [
      at(account, "UpdateJob", `job/${input.jobId}`),
      ...passRole(input.presignedUrlConfig?.roleArn, service),
    ],
    AssociateTargetsWithJob: (input, account) => [
      at(account, "AssociateTargetsWithJob", `job/${input.jobId}`),
      ...targetsOf(input, "iot:AssociateTargetsWithJob"),
    ],
    CancelJob: job,
    DeleteJob: job,
    DescribeJobExecution: [job, thing],
    CancelJobExecution: [job, thing],
    DeleteJobExecution: [job, thing],
    ListJobExecutionsForJob: job,
    ListJobExecutionsForThing: thing,
    CreateStream: (input, account) => [
      ...made("CreateStream", ({ streamId }) => `stream/${streamId}`)(input, account),
      ...passRole(input.roleArn, service),
    ],
    DescribeStream: stream,
    ListStreams: "*",
    UpdateStream: (input, account) => [
      at(account, "UpdateStream", `stream/${input.streamId}`),
      ...passRole(input.roleArn, service),
    ],
    DeleteStream: stream,
    CreateOTAUpdate: (input, account) => [
      ...made("CreateOTAUpdate", ({ otaUpdateId }) => `otaupdate/${otaUpdateId}`)(input, account),
      ...passRole(input.roleArn, service),
    ],
    GetOTAUpdate: otaUpdate,
    ListOTAUpdates: "*",
    DeleteOTAUpdate: otaUpdate,
  },
};

/** A job is made, for each of its targets. */
function createJob(input: Input, account: Account): Permission[] {
  return [
    ...made("CreateJob", ({ jobId }) => `job/${jobId}`)(input, account),
    ...targetsOf(input, "iot:CreateJob"),
    ...passRole(input.presignedUrlConfig?.roleArn, service),
  ];
}

/** Something new; to tag it is a right of its own. */
function made(
  operation: string,
  resourceOf: (input: Input) => string,
): (input: Input, account: Account) => Permission[] {
  return (input, account) => {
    const { tags = [] } = input as { tags?: readonly { Key?: string; Value?: string }[] };
    const context = {
      "aws:TagKeys": tags.map(({ Key = "" }) => Key),
      ...Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    };
    const resource = arnOf(account, "iot", resourceOf(input));
    const own = { action: `iot:${operation}`, resource, context };
    return tags.length > 0 ? [own, { action: "iot:TagResource", resource, context }] : [own];
  };
}

function at(account: Account, operation: string, resource: string): Permission {
  return { action: `iot:${operation}`, resource: arnOf(account, "iot", resource) };
}

function targetsOf({ targets = [] }: { targets?: readonly string[] }, action: string): Permission[] {
  return targets.map((resource) => ({ action, resource }));
}
