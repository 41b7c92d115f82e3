import { fileURLToPath } from "node:url";
import { ACM } from "@aws-sdk/client-acm";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IoT, type OTAUpdateStatus } from "@aws-sdk/client-iot";
import { IoTJobsDataPlane } from "@aws-sdk/client-iot-jobs-data-plane";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { Signer } from "@aws-sdk/client-signer";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { realClock } from "../../local/clock.ts";
import type { LocalAws } from "../../local/local-aws.ts";
import { startLocalAws } from "../../local/start.ts";
import { clientConfig } from "../support/local-service.ts";

// Every operation that "Creating an OTA update with the AWS CLI" and this project's own tools use, each called once, in an
// order in which each succeeds: one that is not played would answer 501.

const patience = { timeout: 10_000, interval: 20 };
const roleArn = "arn:aws:iam::123456789012:role/ota";
const arn = (kind: string, name: string) => `arn:aws:iot:us-east-1:123456789012:${kind}/${name}`;
const stack = { StackName: "ota-pipeline" };
const files = [{ fileId: 0, s3Location: { bucket: "images", key: "app.bin" } }];

let aws: LocalAws;
let clients: ReturnType<typeof clientsOf>;
let known: { certificateArn: string; version: string; jobId: string };

function clientsOf(endpoint: string) {
  const config = clientConfig(endpoint);
  return {
    acm: new ACM(config),
    cloudFormation: new CloudFormation(config),
    events: new EventBridge(config),
    iot: new IoT(config),
    data: new IoTJobsDataPlane(config),
    lambda: new Lambda(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    signer: new Signer(config),
    sts: new STS(config),
  };
}

beforeAll(async () => {
  const templateFile = fileURLToPath(new URL("fixtures/unattended/template.yaml", import.meta.url));
  aws = await startLocalAws({ clock: realClock({ speed: 50 }), templateFile });
  clients = clientsOf(aws.endpoint);
  const { s3, acm } = clients;
  await s3.createBucket({ Bucket: "images" });
  await s3.putBucketVersioning({ Bucket: "images", VersioningConfiguration: { Status: "Enabled" } });
  const { VersionId: version = "" } = await s3.putObject({ Bucket: "images", Key: "app.bin", Body: "image" });
  const pair = await selfSignedCertificate({ commonName: "signer", notBefore: Date.now() - 60_000 });
  const { CertificateArn: certificateArn = "" } = await acm.importCertificate({
    Certificate: Buffer.from(pair.certificate),
    PrivateKey: Buffer.from(pair.privateKey),
  });
  known = { certificateArn, version, jobId: "" };
});
afterAll(() => aws.stop());

type Call = readonly [operation: string, call: (with_: typeof clients) => Promise<unknown>];

/** Each call's operation is what the test is named by; the calls run in their order. */
function areAllPlayed(calls: readonly Call[]): void {
  it.each(calls)("%s", async (_, call) => {
    await expect(call(clients)).resolves.toMatchObject({ $metadata: { httpStatusCode: expect.any(Number) } });
  });
}

/** Waits until a job of that name is there, or an update is in that state. */
async function untilUpdate(otaUpdateId: string, status: OTAUpdateStatus | "gone"): Promise<void> {
  const look = () =>
    clients.iot.getOTAUpdate({ otaUpdateId }).then(
      ({ otaUpdateInfo }) => otaUpdateInfo?.otaUpdateStatus,
      () => "gone",
    );
  await expect.poll(look, patience).toBe(status);
}

describe("Signer", () => {
  areAllPlayed([
    ["ListSigningPlatforms", ({ signer }) => signer.listSigningPlatforms()],
    ["GetSigningPlatform", ({ signer }) => signer.getSigningPlatform({ platformId: "AmazonFreeRTOS-Default" })],
    [
      "PutSigningProfile",
      ({ signer }) =>
        signer.putSigningProfile({
          profileName: "fw_prod",
          platformId: "AmazonFreeRTOS-Default",
          signingMaterial: { certificateArn: known.certificateArn },
          signingParameters: { certname: "/cert.pem" },
        }),
    ],
    ["GetSigningProfile", ({ signer }) => signer.getSigningProfile({ profileName: "fw_prod" })],
    ["ListSigningProfiles", ({ signer }) => signer.listSigningProfiles({ includeCanceled: true })],
    [
      "StartSigningJob",
      async ({ signer }) => {
        const started = await signer.startSigningJob({
          profileName: "fw_prod",
          source: { s3: { bucketName: "images", key: "app.bin", version: known.version } },
          destination: { s3: { bucketName: "images", prefix: "signed/" } },
        });
        known.jobId = started.jobId ?? "";
        return started;
      },
    ],
    ["DescribeSigningJob", ({ signer }) => signer.describeSigningJob({ jobId: known.jobId })],
    ["ListSigningJobs", ({ signer }) => signer.listSigningJobs({ platformId: "AmazonFreeRTOS-Default" })],
    ["CancelSigningProfile", ({ signer }) => signer.cancelSigningProfile({ profileName: "fw_prod" })],
  ]);
});

describe("the registry of AWS IoT", () => {
  const thingName = "t1";
  const thingGroupName = "beta";
  areAllPlayed([
    ["CreateThing", ({ iot }) => iot.createThing({ thingName })],
    ["DescribeThing", ({ iot }) => iot.describeThing({ thingName })],
    ["UpdateThing", ({ iot }) => iot.updateThing({ thingName, attributePayload: { attributes: { room: "a" } } })],
    ["ListThings", ({ iot }) => iot.listThings({ attributeName: "room", attributeValue: "a" })],
    ["CreateThingGroup", ({ iot }) => iot.createThingGroup({ thingGroupName })],
    ["DescribeThingGroup", ({ iot }) => iot.describeThingGroup({ thingGroupName })],
    ["UpdateThingGroup", ({ iot }) => iot.updateThingGroup({ thingGroupName, thingGroupProperties: {} })],
    ["ListThingGroups", ({ iot }) => iot.listThingGroups({ namePrefixFilter: "be" })],
    ["AddThingToThingGroup", ({ iot }) => iot.addThingToThingGroup({ thingName, thingGroupName })],
    ["ListThingsInThingGroup", ({ iot }) => iot.listThingsInThingGroup({ thingGroupName, recursive: true })],
    ["ListThingGroupsForThing", ({ iot }) => iot.listThingGroupsForThing({ thingName })],
    ["RemoveThingFromThingGroup", ({ iot }) => iot.removeThingFromThingGroup({ thingName, thingGroupName })],
    ["DeleteThingGroup", ({ iot }) => iot.deleteThingGroup({ thingGroupName: "gone" })],
    ["DeleteThing", ({ iot }) => iot.deleteThing({ thingName: "gone" })],
    ["DescribeEndpoint", ({ iot }) => iot.describeEndpoint({ endpointType: "iot:Data-ATS" })],
  ]);
});

describe("streams, and the tags of AWS IoT", () => {
  const streamId = "004";
  const resourceArn = arn("stream", streamId);
  areAllPlayed([
    ["CreateStream", ({ iot }) => iot.createStream({ streamId, files, roleArn })],
    ["DescribeStream", ({ iot }) => iot.describeStream({ streamId })],
    ["UpdateStream", ({ iot }) => iot.updateStream({ streamId, description: "now described" })],
    ["ListStreams", ({ iot }) => iot.listStreams({ ascendingOrder: true })],
    ["TagResource", ({ iot }) => iot.tagResource({ resourceArn, tags: [{ Key: "release", Value: "1" }] })],
    ["ListTagsForResource", ({ iot }) => iot.listTagsForResource({ resourceArn })],
    ["UntagResource", ({ iot }) => iot.untagResource({ resourceArn, tagKeys: ["release"] })],
    ["DeleteStream", ({ iot }) => iot.deleteStream({ streamId })],
  ]);
});

describe("OTA updates", () => {
  const otaUpdateId = "fw";
  areAllPlayed([
    [
      "CreateOTAUpdate",
      ({ iot }) =>
        iot.createOTAUpdate({
          otaUpdateId,
          targets: [arn("thing", "t1")],
          protocols: ["MQTT", "HTTP"],
          files: [{ fileName: "app.bin", codeSigning: { awsSignerJobId: known.jobId } }],
          roleArn,
        }),
    ],
    ["GetOTAUpdate", ({ iot }) => iot.getOTAUpdate({ otaUpdateId })],
    ["ListOTAUpdates", ({ iot }) => iot.listOTAUpdates({ otaUpdateStatus: "CREATE_PENDING" })],
    [
      "DeleteOTAUpdate",
      async ({ iot }) => {
        await untilUpdate(otaUpdateId, "CREATE_COMPLETE");
        const deleted = await iot.deleteOTAUpdate({ otaUpdateId, deleteStream: true, forceDeleteAWSJob: true });
        await untilUpdate(otaUpdateId, "gone");
        return deleted;
      },
    ],
  ]);
});

describe("jobs", () => {
  const jobId = "j";
  const thingName = "t1";
  const asked = { jobId, thingName };
  areAllPlayed([
    [
      "CreateJob",
      ({ iot }) =>
        iot.createJob({ jobId, targets: [arn("thing", thingName)], targetSelection: "CONTINUOUS", document: "{}" }),
    ],
    ["DescribeJob", ({ iot }) => iot.describeJob({ jobId })],
    ["GetJobDocument", ({ iot }) => iot.getJobDocument({ jobId })],
    ["ListJobs", ({ iot }) => iot.listJobs({ status: "IN_PROGRESS", targetSelection: "CONTINUOUS" })],
    ["UpdateJob", ({ iot }) => iot.updateJob({ jobId, description: "described" })],
    [
      "AssociateTargetsWithJob",
      async ({ iot }) => {
        await iot.createThing({ thingName: "t2" });
        return iot.associateTargetsWithJob({ jobId, targets: [arn("thing", "t2")] });
      },
    ],
    ["ListJobExecutionsForJob", ({ iot }) => iot.listJobExecutionsForJob({ jobId, status: "QUEUED" })],
    ["ListJobExecutionsForThing", ({ iot }) => iot.listJobExecutionsForThing({ ...asked, status: "QUEUED" })],
    ["GetPendingJobExecutions", ({ data }) => data.getPendingJobExecutions({ thingName })],
    ["StartNextPendingJobExecution", ({ data }) => data.startNextPendingJobExecution({ thingName })],
    ["DescribeJobExecution of the device", ({ data }) => data.describeJobExecution(asked)],
    ["UpdateJobExecution", ({ data }) => data.updateJobExecution({ ...asked, status: "IN_PROGRESS" })],
    ["DescribeJobExecution", ({ iot }) => iot.describeJobExecution(asked)],
    ["CancelJobExecution", ({ iot }) => iot.cancelJobExecution({ ...asked, force: true })],
    ["DeleteJobExecution", ({ iot }) => iot.deleteJobExecution({ ...asked, executionNumber: 1, force: true })],
    ["CancelJob", ({ iot }) => iot.cancelJob({ jobId, reasonCode: "LUNCH", comment: "later", force: true })],
    ["DeleteJob", ({ iot }) => iot.deleteJob({ jobId, force: true })],
  ]);
});

describe("ACM", () => {
  areAllPlayed([
    [
      "ImportCertificate",
      async ({ acm }) => {
        const pair = await selfSignedCertificate({ commonName: "another", notBefore: Date.now() - 60_000 });
        const { certificate, privateKey } = pair;
        return acm.importCertificate({ Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) });
      },
    ],
    ["ListCertificates", ({ acm }) => acm.listCertificates({ Includes: { keyTypes: ["EC_prime256v1"] } })],
    ["DescribeCertificate", ({ acm }) => acm.describeCertificate({ CertificateArn: known.certificateArn })],
    ["GetCertificate", ({ acm }) => acm.getCertificate({ CertificateArn: known.certificateArn })],
    ["DeleteCertificate", ({ acm }) => acm.deleteCertificate({ CertificateArn: known.certificateArn })],
  ]);
});

describe("the stack, and who asks for it", () => {
  const FunctionName = () => aws.outputs["SweepFunction"] ?? "";
  const Entries = [{ Source: "me", DetailType: "Hello", Detail: "{}" }];
  areAllPlayed([
    ["GetCallerIdentity", ({ sts }) => sts.getCallerIdentity({})],
    ["DescribeStacks", ({ cloudFormation }) => cloudFormation.describeStacks(stack)],
    ["ListStackResources", ({ cloudFormation }) => cloudFormation.listStackResources(stack)],
    ["ListFunctions", ({ lambda }) => lambda.listFunctions({})],
    ["GetFunction", ({ lambda }) => lambda.getFunction({ FunctionName: FunctionName() })],
    ["Invoke", ({ lambda }) => lambda.invoke({ FunctionName: FunctionName(), Payload: "{}" })],
    ["PutEvents", ({ events }) => events.putEvents({ Entries })],
    ["ListRules", ({ events }) => events.listRules({ NamePrefix: "ota-pipeline" })],
  ]);
});
