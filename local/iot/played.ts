import { played } from "../played.ts";
import { jobGuesses, otaGuesses, registryGuesses, streamGuesses } from "./guesses.ts";
import { iotSources } from "./sources.ts";

const noTypes = "no thing types, billing groups or dynamic groups: those that are named do not exist";

export const iotPlayed = played({
  service: "AWS IoT",
  signingName: "iot",
  scope:
    "things and static groups, jobs and their executions with presigned URLs in their documents, streams, OTA updates in every combination of the guide, tags",
  sources: iotSources,
  operations: {
    AddThingToThingGroup: { ignores: ["overrideDynamicGroups"], from: ["model", "registry"] },
    AssociateTargetsWithJob: { refuses: ["namespaceId"], from: ["model", "jobs"] },
    CancelJob: { from: ["model", "jobs"] },
    CancelJobExecution: { from: ["model", "jobs"] },
    CreateJob: {
      lacks: "templates, packages, schedules and retries",
      refuses: [
        "documentSource",
        "documentParameters",
        "jobTemplateArn",
        "jobExecutionsRetryConfig",
        "schedulingConfig",
        "destinationPackageVersions",
        "namespaceId",
      ],
      from: ["model", "jobs", "quotas"],
    },
    CreateOTAUpdate: {
      lacks: "a certificate given inline: devices are told its name alone",
      from: ["model", "ota", "otaFailures", "sample", "passRole"],
    },
    CreateStream: { from: ["model", "streams"] },
    CreateThing: { lacks: noTypes, from: ["model", "registry"] },
    CreateThingGroup: { from: ["model", "registry"] },
    DeleteJob: { refuses: ["namespaceId"], from: ["model", "jobs"] },
    DeleteJobExecution: { refuses: ["namespaceId"], from: ["model", "jobs"] },
    DeleteOTAUpdate: { from: ["model", "ota"] },
    DeleteStream: { from: ["model"] },
    DeleteThing: { lacks: "the seconds it takes until everybody knows", from: ["model", "registry"] },
    DeleteThingGroup: { from: ["model", "registry"] },
    DescribeEndpoint: {
      lacks: "credential providers are refused by name; addresses are of this computer, with a port",
      from: ["model"],
    },
    DescribeJob: { ignores: ["beforeSubstitution"], from: ["model", "jobs"] },
    DescribeJobExecution: { from: ["model", "jobs"] },
    DescribeStream: { from: ["model"] },
    DescribeThing: { lacks: noTypes, from: ["model"] },
    DescribeThingGroup: { lacks: "dynamic groups: none exists", from: ["model"] },
    GetJobDocument: { ignores: ["beforeSubstitution"], from: ["model", "jobs"] },
    GetOTAUpdate: { from: ["model", "ota"] },
    ListJobExecutionsForJob: { from: ["model"] },
    ListJobExecutionsForThing: { refuses: ["namespaceId"], from: ["model"] },
    ListJobs: { refuses: ["namespaceId"], from: ["model"] },
    ListOTAUpdates: { from: ["model", "ota"] },
    ListStreams: { from: ["model"] },
    ListTagsForResource: { from: ["model"] },
    ListThingGroups: { from: ["model", "registry"] },
    ListThingGroupsForThing: { from: ["model", "registry"] },
    ListThings: { lacks: noTypes, from: ["model", "registry"] },
    ListThingsInThingGroup: { from: ["model", "registry"] },
    RemoveThingFromThingGroup: { from: ["model", "registry"] },
    TagResource: { from: ["model"] },
    UntagResource: { from: ["model"] },
    UpdateJob: { refuses: ["jobExecutionsRetryConfig", "namespaceId"], from: ["model", "jobs"] },
    UpdateStream: { from: ["model", "streams"] },
    UpdateThing: { lacks: noTypes, ignores: ["removeThingType"], from: ["model", "registry"] },
    UpdateThingGroup: { from: ["model", "registry"] },
  },
  guesses: [...registryGuesses, ...jobGuesses, ...streamGuesses, ...otaGuesses],
});
