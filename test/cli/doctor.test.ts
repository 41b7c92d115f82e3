import { EventBridge } from "@aws-sdk/client-eventbridge";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { makeImage } from "../../local/device/image.ts";
import { diagnose } from "../support/doctor.ts";
import { startPipeline } from "../support/local-aws.ts";
import { clientConfig } from "../support/local-service.ts";
import { ota } from "../support/ota.ts";

const pipeline = await startPipeline({ devices: 1, until: afterAll });
const { aws, s3, signer, firmwareBucket, releaseBucket } = pipeline;

beforeAll(() => {
  process.env["AWS_ENDPOINT_URL"] = aws.endpoint; // for `ota --local`, which runs in a process of its own
});

describe("a pipeline that is well", () => {
  it("is found so, and its product too", { timeout: 30_000 }, async () => {
    const { exitCode, totals, findings, of } = await diagnose("--product", "thermostat");
    expect(findings.filter(({ status }) => status !== "ok").map(({ check }) => check)).toEqual(["policies of devices"]);
    expect([exitCode, totals]).toEqual([exitCodes.ok, { ok: findings.length - 1, warn: 0, fail: 0, unseen: 1 }]);
    expect(of("product thermostat: targets")).toEqual({ status: "ok", says: "thinggroup/thermostat" });
    expect(of("OTA role: passes itself")).toEqual({ status: "ok", says: "iam:GetRole, iam:PassRole" });
  });

  it("is told of in columns", async () => {
    const { exitCode, stdout } = await ota("doctor", "--local");
    const lines = stdout.trimEnd().split("\n");
    expect(exitCode).toBe(exitCodes.ok);
    expect(lines[0]).toMatch(/^ok {4}clock of this computer {2,}within \d+ s of AWS's$/);
    const columns = lines
      .filter((line) => line.startsWith("ok "))
      .map((line) => /(?<= {2,})\S/.exec(line.slice(6))?.index);
    expect(new Set(columns).size).toBe(1);
    expect(lines.at(-2)).toMatch(/^\d+ ok, 1 not seen\.$/);
    expect(lines.at(-1)).toBe("A product's targets, settings and releases: ota doctor --product <name>");
  });
});

describe("what cannot be looked at", () => {
  it("is neither good nor bad, and says which right is missing", async () => {
    const denied = (service: string, operation: string) =>
      aws.faults.add({ service, operation, calls: "1-", fault: "denied" });
    denied("iam", "GetRole");
    denied("iam", "SimulatePrincipalPolicy");
    denied("s3", "GetBucketVersioning");
    denied("iot", "ListStreams");
    denied("sqs", "GetQueueAttributes");
    const { exitCode, totals, of } = await diagnose();
    aws.faults.clear();
    expect([exitCode, totals.fail]).toEqual([exitCodes.ok, 0]);
    expect(of("OTA role: trust")).toEqual({ status: "unseen", says: "cannot look: needs iam:GetRole" });
    expect(of("OTA role: jobs")?.says).toBe("cannot look: needs iam:SimulatePrincipalPolicy");
    expect(of("firmware bucket: lets the OTA role in")?.says).toBe("cannot look: needs iam:SimulatePrincipalPolicy");
    expect(of("firmware bucket: versions")?.says).toBe("cannot look: needs s3:GetBucketVersioning");
    expect(of("quota: streams")?.says).toBe("cannot look: needs iot:ListStreams");
    expect(of("queue of undelivered events")?.says).toBe("cannot look: needs sqs:GetQueueAttributes");
  });
});

it("a clock that is wrong is named first", async () => {
  const shift = "const now = Date.now; Date.now = () => now() + 600_000;";
  vi.stubEnv("NODE_OPTIONS", `--import data:text/javascript,${encodeURIComponent(shift)}`);
  const { exitCode, of } = await diagnose().finally(() => vi.unstubAllEnvs());
  expect([exitCode, of("clock of this computer")]).toEqual([
    exitCodes.unfit,
    {
      status: "fail",
      says: "10 minutes ahead of AWS's: what is signed here, AWS refuses",
      fix: "Set this computer's clock, or have it set by NTP.",
    },
  ]);
});

it("a stack that is not there is what there is to mend", async () => {
  const { exitCode, findings, of } = await diagnose("--stack", "elsewhere");
  expect([exitCode, findings.length]).toEqual([exitCodes.unfit, 2]);
  expect(of("stack")).toMatchObject({ status: "fail", fix: expect.stringContaining("sam deploy") });
});

describe("a pipeline that somebody has changed by hand", () => {
  let found: Awaited<ReturnType<typeof diagnose>>;

  const changed = [
    { check: "firmware bucket: versions", status: "fail", says: "is suspended", fix: "put-bucket-versioning" },
    { check: "release bucket: versions", status: "fail", says: "is suspended", fix: "put-bucket-versioning" },
    { check: "firmware bucket: events", status: "fail", says: "they start nothing", fix: "EventBridgeConfiguration" },
    { check: "firmware bucket: public access", status: "warn", says: "0 of the 4 blocks", fix: "BlockPublicAcls=true" },
    { check: "firmware bucket: policy", status: "fail", says: "to everybody", fix: "Principal *" },
    {
      check: "release bucket: lets the OTA role in",
      status: "fail",
      says: "denies the OTA role s3:PutObject",
      fix: "Deny",
    },
    { check: "rule for uploads", status: "fail", says: "it is disabled", fix: "aws events enable-rule --name ota-" },
    { check: "rule for ended executions", status: "warn", says: "it has no target", fix: "put-targets" },
    { check: "schedule of the sweeper", status: "warn", says: "it is disabled", fix: "aws events enable-rule" },
    {
      check: "signing profile firmware_signer",
      status: "fail",
      says: "it is Canceled",
      fix: "ota profile put firmware_signer_2",
    },
    { check: "queue of undelivered events", status: "warn", says: "1 event came to nothing", fix: "receive-message" },
    { check: "leftovers", status: "warn", says: "to sweep, such as otaupdate/thermostat-1_4_0-", fix: "ota sweep" },
  ];

  beforeAll(async () => {
    const id = await pipeline.upload(
      "firmware/thermostat/1.4.0/app.bin",
      makeImage({ product: "thermostat", version: "1.4.0", size: 20_000 }),
    );
    await pipeline.execution(id);
    await s3.putObject({ Bucket: releaseBucket, Key: `due/2020-01-01/thermostat/${id}`, Body: "{}" });
    await changeBuckets();
    await changeRules();
    await signer.cancelSigningProfile({ profileName: "firmware_signer" });
    const sqs = new SQS(clientConfig(aws.endpoint));
    await sqs.sendMessage({ QueueUrl: aws.outputs["UndeliveredEventsUrl"], MessageBody: "{}" });
    sqs.destroy();
    found = await diagnose();
  }, 60_000);

  async function changeBuckets(): Promise<void> {
    for (const Bucket of [firmwareBucket, releaseBucket]) {
      await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Suspended" } });
    }
    await s3.putBucketNotificationConfiguration({ Bucket: firmwareBucket, NotificationConfiguration: {} });
    await s3.deletePublicAccessBlock({ Bucket: firmwareBucket });
    const everybody = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${firmwareBucket}/*`,
    };
    await s3.putBucketPolicy({ Bucket: firmwareBucket, Policy: JSON.stringify({ Statement: [everybody] }) });
    const nobody = {
      ...everybody,
      Effect: "Deny",
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:::${releaseBucket}/*`,
    };
    await s3.putBucketPolicy({ Bucket: releaseBucket, Policy: JSON.stringify({ Statement: [nobody] }) });
  }

  async function changeRules(): Promise<void> {
    const events = new EventBridge(clientConfig(aws.endpoint));
    const { Rules = [] } = await events.listRules({});
    const named = (part: string) => Rules.find(({ Name }) => Name?.includes(part))?.Name ?? part;
    await events.disableRule({ Name: named("StartUpdateFunction") });
    await events.disableRule({ Name: named("SweepFunction") });
    const Rule = named("CleanUpFunction");
    const { Targets = [] } = await events.listTargetsByRule({ Rule });
    await events.removeTargets({ Rule, Ids: Targets.map(({ Id = "" }) => Id) });
    events.destroy();
  }

  it("has to be mended", () => {
    expect(found.exitCode).toBe(exitCodes.unfit);
    const wrong = found.findings.filter(({ status }) => status === "warn" || status === "fail");
    expect(wrong.map(({ check }) => check).sort()).toEqual(changed.map(({ check }) => check).sort());
  });

  it.each(changed)("$check: $status, with its fix", ({ check, status, says, fix }) => {
    expect(found.of(check)).toEqual({
      status,
      says: expect.stringContaining(says),
      fix: expect.stringContaining(fix),
    });
  });

  it("keeps what is still right", () => {
    expect(found.of("OTA role: signed images")?.status).toBe("ok"); // it is the bucket that denies
    expect(found.of("release bucket: public access")?.status).toBe("ok");
    expect(found.of("queue of failed invocations")?.status).toBe("ok");
  });
});
