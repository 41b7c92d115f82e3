import { ACM } from "@aws-sdk/client-acm";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IoT } from "@aws-sdk/client-iot";
import { IoTJobsDataPlane } from "@aws-sdk/client-iot-jobs-data-plane";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { Signer } from "@aws-sdk/client-signer";
import { SQS } from "@aws-sdk/client-sqs";
import { vi } from "vitest";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { VirtualClock } from "../../local/clock.ts";
import type { LocalAws } from "../../local/local-aws.ts";
import { startLocalAws } from "../../local/start.ts";
import { clientConfig } from "./local-service.ts";

/** What came of thirty days; times are milliseconds from their beginning. */
export interface Month {
  /** Milliseconds of the computer's time that they took, but for what was asked in between. */
  readonly played: number;
  /** Where the execution was that took all of them: what its history says of its states and of itself. */
  readonly history: (readonly [type: string, at: number])[];
  /** What EventBridge has brought: its type, and of it the status, or the first part of the object's key. */
  readonly diary: (readonly [what: string, which: string, at: number])[];
  /** How often a message was received: in the beginning for twelve hours, and after a day. */
  readonly receipts: number;
  /** One that a device began, and did not end within seven days. */
  readonly jobExecution: { readonly status: string | undefined; readonly at: number };
}

const day = 86_400_000;
const secondsOf = (days: number) => (days * day) / 1000;

/** Lives through thirty days in which services wait for one another, by the API of a local AWS of its own. */
export async function livedThroughAMonth(): Promise<Month> {
  const clock = new VirtualClock();
  const aws = await startLocalAws({ clock, deploy: false });
  const clients = clientsOf(aws);
  try {
    return await live(clock, clients, aws);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
    await aws.stop();
  }
}

async function live(clock: VirtualClock, clients: Clients, aws: LocalAws): Promise<Month> {
  const start = clock.now();
  const { sqs, iot, sfn } = clients;
  const diaryUrl = await startDiary(clients, aws);
  const executionArn = await startExecution(clients, aws);
  await startJob(clients, aws, clock);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "work" });
  await sqs.sendMessage({ QueueUrl, MessageBody: "work" });
  await sqs.receiveMessage({ QueueUrl, VisibilityTimeout: secondsOf(0.5) });
  await sign(clients, clock);

  let played = 0;
  const diary: Month["diary"] = [];
  const passUntil = async (days: number) => {
    const before = performance.now();
    await clock.advance(start + days * day - clock.now());
    played += performance.now() - before;
    diary.push(...(await readDiary(sqs, diaryUrl, start))); // a queue keeps nothing for longer than fourteen days
  };
  await passUntil(1);
  const received = await sqs.receiveMessage({ QueueUrl, MessageSystemAttributeNames: ["All"] });
  const count = received.Messages?.[0]?.Attributes?.["ApproximateReceiveCount"];
  await passUntil(10);
  await passUntil(20);
  await passUntil(30);
  const { execution } = await iot.describeJobExecution({ jobId: "job", thingName: "device" });
  const { events = [] } = await sfn.getExecutionHistory({ executionArn });
  return {
    played,
    diary,
    receipts: Number(count),
    jobExecution: { status: execution?.status, at: Number(execution?.lastUpdatedAt) - start },
    history: events
      .map(({ type = "", timestamp }) => [type, Number(timestamp) - start] as const)
      .filter(([type]) => /State|Execution/.test(type)),
  };
}

type Clients = ReturnType<typeof clientsOf>;

function clientsOf({ endpoint }: LocalAws) {
  const config = clientConfig(endpoint);
  return {
    acm: new ACM(config),
    events: new EventBridge(config),
    iot: new IoT(config),
    jobs: new IoTJobsDataPlane(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    sfn: new SFN(config),
    signer: new Signer(config),
    sqs: new SQS(config),
  };
}

/** A queue that gets all events, and a turn each day. */
async function startDiary({ sqs, events, s3 }: Clients, { account }: LocalAws): Promise<string> {
  const Arn = `arn:aws:sqs:${account.region}:${account.id}:diary`;
  const statement = {
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: Arn,
  };
  const Attributes = {
    Policy: JSON.stringify({ Statement: [statement] }),
    MessageRetentionPeriod: String(secondsOf(14)),
  };
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "diary", Attributes });
  const triggers = {
    day: { ScheduleExpression: "rate(1 day)" },
    all: { EventPattern: JSON.stringify({ account: [account.id] }) },
  };
  for (const [Name, trigger] of Object.entries(triggers)) {
    await events.putRule({ Name, ...trigger });
    await events.putTargets({ Rule: Name, Targets: [{ Id: "diary", Arn }] });
  }
  await s3.createBucket({ Bucket: "images" });
  await s3.putBucketNotificationConfiguration({
    Bucket: "images",
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
  return QueueUrl;
}

async function startExecution({ sfn }: Clients, { account }: LocalAws): Promise<string | undefined> {
  const roleArn = `arn:aws:iam::${account.id}:role/machine`;
  const create = async (name: string, StartAt: string, States: object) =>
    (await sfn.createStateMachine({ name, roleArn, definition: JSON.stringify({ StartAt, States }) })).stateMachineArn;
  const child = await create("child", "Wait", { Wait: { Type: "Wait", Seconds: secondsOf(10), End: true } });
  const task = {
    Type: "Task",
    Resource: "arn:aws:states:::states:startExecution.sync:2",
    Parameters: { StateMachineArn: child, Name: "child" },
  };
  const parent = await create("parent", "Child", {
    Child: { ...task, Next: "Wait" },
    Wait: { Type: "Wait", Seconds: secondsOf(20), End: true },
  });
  return (await sfn.startExecution({ stateMachineArn: parent, name: "parent" })).executionArn;
}

async function startJob({ iot, jobs }: Clients, { account }: LocalAws, clock: VirtualClock): Promise<void> {
  await iot.createThing({ thingName: "device" });
  const target = `arn:aws:iot:${account.region}:${account.id}:thing/device`;
  const timeoutConfig = { inProgressTimeoutInMinutes: secondsOf(7) / 60 };
  await iot.createJob({ jobId: "job", targets: [target], document: "{}", timeoutConfig });
  await clock.advance(0); // devices get a job's executions in a moment of their own
  await jobs.startNextPendingJobExecution({ thingName: "device" });
}

const profileName = "firmware_signer";

/** Signs an object; time stands still while the bytes are read and written, which takes the computer's own. */
async function sign({ acm, signer, s3 }: Clients, clock: VirtualClock): Promise<void> {
  const { certificate, privateKey } = await selfSignedCertificate({ commonName: "signer", notBefore: clock.now() });
  const { CertificateArn: certificateArn } = await acm.importCertificate({
    Certificate: Buffer.from(certificate),
    PrivateKey: Buffer.from(privateKey),
  });
  await signer.putSigningProfile({
    profileName,
    platformId: "AmazonFreeRTOS-Default",
    signingMaterial: { certificateArn },
    signingParameters: { certname: "/certs/signer.pem" },
  });
  await s3.putBucketVersioning({ Bucket: "images", VersioningConfiguration: { Status: "Enabled" } });
  const { VersionId: version } = await s3.putObject({ Bucket: "images", Key: "app.bin", Body: "firmware" });
  const { jobId } = await signer.startSigningJob({
    profileName,
    source: { s3: { bucketName: "images", key: "app.bin", version } },
    destination: { s3: { bucketName: "images", prefix: "signed/" } },
  });
  await clock.advance(1_000);
  await vi.waitUntil(async () => (await signer.describeSigningJob({ jobId })).status === "Succeeded");
}

async function readDiary(sqs: SQS, QueueUrl: string, start: number): Promise<[string, string, number][]> {
  const read: [string, string, number][] = [];
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["SentTimestamp"],
    });
    if (Messages.length === 0) return read;
    for (const { Body = "", Attributes } of Messages) {
      const { "detail-type": what, detail } = JSON.parse(Body);
      read.push([
        what,
        detail.status ?? detail.object?.key.replace(/\/.*/, "") ?? "",
        Number(Attributes?.SentTimestamp) - start,
      ]);
    }
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await sqs.deleteMessageBatch({ QueueUrl, Entries });
  }
}
