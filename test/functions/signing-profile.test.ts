import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { profileNameOf } from "../../functions/firmware/stack-profile.ts";
import { profileBench, type Request } from "../support/profile-bench.ts";
import { event } from "../support/releases.ts";

type Event = Request & { readonly ResourceProperties: Readonly<Record<string, string>> };

const bench = await profileBench();
const { ask, active, statusOf, stack } = bench;
afterEach(() => bench.faults.clear());

const certificateArn = await bench.certificate();
const ResourceProperties = {
  CertificateArn: certificateArn,
  CertificatePathOnDevice: "/certs/signer.pem",
  PlatformId: "AmazonFreeRTOS-Default",
};
const others = { ...ResourceProperties, CertificatePathOnDevice: "/certs/other.pem" };
const create = (StackId: string, properties = ResourceProperties) =>
  ask({ RequestType: "Create", StackId, ResourceProperties: properties });

describe("a stack's signing profile", () => {
  it("is made of the certificate, under a name that tells the stack and the resource", async () => {
    const StackId = await stack("ota-pipeline");
    const RequestId = randomUUID();
    const answer = await ask({ RequestType: "Create", StackId, RequestId, ResourceProperties });
    expect(answer).toEqual({
      Status: "SUCCESS",
      PhysicalResourceId: expect.stringMatching(/^ota_pipeline_SigningProfile_[0-9a-f]{8}$/),
      StackId,
      RequestId,
      LogicalResourceId: "SigningProfile",
    });
    expect(bench.answers.at(-1)?.contentType).toBe("");
    expect(await bench.signer.getSigningProfile({ profileName: answer?.PhysicalResourceId })).toMatchObject({
      status: "Active",
      platformId: "AmazonFreeRTOS-Default",
      signingMaterial: { certificateArn },
      signingParameters: { certname: "/certs/signer.pem" },
      tags: { "ota-pipeline:stack": StackId },
    });
  });

  it("is the same one when the request comes again", async () => {
    const request = { RequestType: "Create" as const, StackId: await stack(), RequestId: randomUUID() };
    const before = (await active()).length;
    const first = await ask({ ...request, ResourceProperties });
    expect(await ask({ ...request, ResourceProperties })).toEqual(first);
    expect(await active()).toHaveLength(before + 1);
  });

  it.each(["lost-answer", "throttle", "server-error"] as const)(
    "is made once although AWS Signer has trouble: %s",
    async (fault) => {
      bench.faults.add({ service: "signer", operation: "PutSigningProfile", calls: "1-3", fault });
      const before = (await active()).length;
      expect(await create(await stack())).toMatchObject({ Status: "SUCCESS" });
      expect(await active()).toHaveLength(before + 1);
    },
  );

  it("is another one with other properties, and the one before still signs", async () => {
    const StackId = await stack();
    const { PhysicalResourceId = "" } = (await create(StackId)) ?? {};
    const updated = await ask({
      RequestType: "Update",
      StackId,
      PhysicalResourceId,
      ResourceProperties: others,
    });
    expect(updated).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId: expect.not.stringMatching(PhysicalResourceId),
    });
    expect(await statusOf(PhysicalResourceId)).toBe("Active");
  });

  it("is the one before again when the update is rolled back", async () => {
    const StackId = await stack();
    const first = await create(StackId);
    const second = await ask({ RequestType: "Update", StackId, ResourceProperties: others });
    const PhysicalResourceId = second?.PhysicalResourceId ?? "";
    const back = await ask({ RequestType: "Update", StackId, PhysicalResourceId, ResourceProperties });
    expect(back?.PhysicalResourceId).toBe(first?.PhysicalResourceId);
  });
});

describe("the deletion of a stack's signing profile", () => {
  const remove = (StackId: string, PhysicalResourceId: string) =>
    ask({ RequestType: "Delete", StackId, PhysicalResourceId, ResourceProperties });

  it("cancels all that the stack has made with it: those it has replaced, and those of an update that failed", async () => {
    const StackId = await stack();
    const update = (CertificatePathOnDevice: string, PhysicalResourceId: string) => {
      const properties = { ...ResourceProperties, CertificatePathOnDevice };
      return ask({ RequestType: "Update", StackId, PhysicalResourceId, ResourceProperties: properties });
    };
    const { PhysicalResourceId: first = "" } = (await create(StackId)) ?? {};
    const { PhysicalResourceId: second = "" } = (await update("/certs/second.pem", first)) ?? {};
    const { PhysicalResourceId: failed = "" } = (await update("/certs/failed.pem", second)) ?? {};
    const { PhysicalResourceId: theirs = "" } = (await create(await stack())) ?? {};
    for (const replaced of [first, failed]) await remove(StackId, replaced);
    expect(await Promise.all([first, second, failed].map(statusOf))).toEqual(Array(3).fill("Active"));
    await bench.stacks.deleteStack({ StackName: StackId });
    expect(await remove(StackId, second)).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: second });
    expect(await Promise.all([first, second, failed].map(statusOf))).toEqual(Array(3).fill("Canceled"));
    expect(await statusOf(theirs)).toBe("Active");
  });

  it("leaves it to the sweeper while the stack stays", async () => {
    const StackId = await stack();
    const { PhysicalResourceId: name = "" } = (await create(StackId)) ?? {};
    expect(await remove(StackId, name)).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: name });
    expect(await statusOf(name)).toBe("Active");
    expect(bench.lines).toContainEqual(
      expect.objectContaining({ message: "The signing profile is left to the sweeper", signingProfile: name }),
    );
  });

  it("cancels it with the stack, as often as it is asked", async () => {
    const StackId = await stack();
    const { PhysicalResourceId: name = "" } = (await create(StackId)) ?? {};
    await bench.stacks.deleteStack({ StackName: StackId });
    for (let times = 0; times < 2; times++) {
      expect(await remove(StackId, name)).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: name });
      expect(await statusOf(name)).toBe("Canceled");
    }
  });

  it("leaves what is not the stack's own, and what is none at all", async () => {
    const gone = "arn:aws:cloudformation:us-east-1:123456789012:stack/gone/1";
    const { PhysicalResourceId: name = "" } = (await create(await stack())) ?? {};
    expect(await remove(gone, name)).toMatchObject({ Status: "SUCCESS" });
    expect(await statusOf(name)).toBe("Active");
    expect(await remove(gone, randomUUID())).toMatchObject({ Status: "SUCCESS" });
    expect(await remove(gone, "never_made")).toMatchObject({ Status: "SUCCESS" });
  });
});

describe("a signing profile that cannot be made", () => {
  it.each([
    ["there is none of it", () => `${certificateArn.slice(0, -4)}0000`, "ACM has no certificate of this ARN"],
    [
      "it is of another region",
      () => certificateArn.replace("us-east-1", "eu-west-1"),
      "it is of the region eu-west-1, and the stack of us-east-1",
    ],
    [
      "its key is RSA",
      () => bench.certificate({ keyType: "RSA-2048" }),
      "its key is RSA_2048, and AmazonFreeRTOS-Default signs with ECDSA",
    ],
    [
      "its key is on another curve",
      () => bench.certificate({ keyType: "P-384" }),
      "its key is EC_secp384r1, and devices of FreeRTOS verify by P-256 (EC_prime256v1)",
    ],
    ["it has expired", bench.expiredCertificate, "it has expired on "],
  ])("is answered with its certificate and what is wrong with it: %s", async (_, certificate, problem) => {
    const CertificateArn = await certificate();
    const before = await active();
    const RequestId = randomUUID();
    const properties = { ...ResourceProperties, CertificateArn };
    const request = { RequestType: "Create" as const, StackId: await stack(), RequestId };
    const answer = await ask({ ...request, ResourceProperties: properties });
    const { Reason } = (answer ?? {}) as { Reason?: string };
    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: RequestId });
    expect(Reason).toContain(`CertificateUnusableError: Certificate ${CertificateArn} cannot sign: ${problem}`);
    expect(Reason).toMatch(/\. Import one of ECDSA on P-256 into ACM of this account and region/);
    expect(await active()).toEqual(before);
  });

  it("is answered with what AWS Signer says of a certificate that is gone meanwhile", async () => {
    bench.faults.add({ service: "signer", operation: "PutSigningProfile", fault: "invalid" });
    expect(await create(await stack())).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringMatching(
        `^SignerProfileUnusableError: Signing profile s\\w+ cannot be made of the certificate ${certificateArn} for AmazonFreeRTOS-Default: `,
      ),
    });
  });

  it("is answered with what the name's profile is already", async () => {
    const request = { StackId: await stack("taken"), RequestId: randomUUID() };
    const profileName = profileNameOf({ ...request, LogicalResourceId: "SigningProfile" });
    const signingMaterial = { certificateArn };
    const profile = { profileName, platformId: "AmazonFreeRTOS-Default", signingMaterial };
    await bench.signer.putSigningProfile({ ...profile, signingParameters: { certname: "/theirs.pem" } });
    expect(await ask({ RequestType: "Create", ...request, ResourceProperties })).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining(`${profileName} exists already, Active, with the certificate ${certificateArn}`),
    });
    await bench.signer.cancelSigningProfile({ profileName });
    expect(await ask({ RequestType: "Create", ...request, ResourceProperties })).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("exists already, Canceled"),
    });
  });

  it("is answered with how long the stack's name may be", async () => {
    const answer = await create(await stack("a".repeat(41)));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("give the stack a name of at most 40"),
    });
  });

  it.each([
    { fault: "hang", milliseconds: 15_400, says: /^TimeUpError: .* nothing$/ },
    { fault: "throttle", milliseconds: 17_500, says: /^TimeUpError: .*TooManyRequestsException.*PutSigningProfile/ },
    {
      fault: "denied",
      milliseconds: 15_400,
      says: /^TimeUpError: .*not authorized to perform: signer:PutSigningProfile/,
    },
  ] as const)(
    "is answered while there is time, however long AWS takes: $fault",
    async ({ fault, milliseconds, says }) => {
      bench.faults.add({ service: "signer", operation: "PutSigningProfile", calls: "1-", fault });
      const request = { RequestType: "Create" as const, StackId: await stack(), ResourceProperties };
      expect(await ask(request, { milliseconds })).toMatchObject({
        Status: "FAILED",
        Reason: expect.stringMatching(says),
      });
    },
  );
});

describe("rights", () => {
  it.each([
    { service: "signer", operation: "PutSigningProfile" },
    { service: "acm", operation: "DescribeCertificate" },
  ])("that IAM does not know yet are waited for: $operation", async (what) => {
    bench.faults.add({ ...what, calls: "1", fault: "denied" });
    expect(await create(await stack())).toMatchObject({ Status: "SUCCESS" });
  });

  it.each([
    { service: "signer", operation: "ListSigningProfiles" },
    { service: "cloudformation", operation: "DescribeStacks" },
  ])("that nothing could be made by do not keep a stack from going away: $operation", async (what) => {
    bench.faults.add({ ...what, calls: "1-", fault: "denied" });
    const request = { RequestType: "Delete" as const, StackId: await stack(), ResourceProperties };
    expect(await ask({ ...request, PhysicalResourceId: randomUUID() })).toMatchObject({ Status: "SUCCESS" });
  });

  it("that lack to cancel a profile are told", async () => {
    const StackId = await stack();
    const { PhysicalResourceId = "" } = (await create(StackId)) ?? {};
    await bench.stacks.deleteStack({ StackName: StackId });
    const remove = () => ask({ RequestType: "Delete", StackId, PhysicalResourceId, ResourceProperties });
    for (const operation of ["ListSigningProfiles", "CancelSigningProfile"]) {
      bench.faults.add({ service: "signer", operation, calls: "1", fault: "denied" });
      expect(await remove()).toMatchObject({
        Status: "FAILED",
        Reason: expect.stringContaining(`not authorized to perform: signer:${operation}`),
      });
    }
    expect(await remove()).toMatchObject({ Status: "SUCCESS" });
    expect(await statusOf(PhysicalResourceId)).toBe("Canceled");
  });
});

describe("a request as CloudFormation sends it", () => {
  it("makes a profile, and deletes it with a stack that is gone", async () => {
    const made = event("cloudformation.create-signing-profile") as Event;
    const asked = { ...made, ResourceProperties: { ...made.ResourceProperties, CertificateArn: certificateArn } };
    const { PhysicalResourceId = "", Status } = (await ask(asked)) ?? {};
    expect([Status, PhysicalResourceId]).toEqual(["SUCCESS", expect.stringMatching(/^ota_pipeline_SigningProfile_/)]);
    const deletion = event("cloudformation.delete-signing-profile") as Event;
    const StackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/gone/1";
    expect(await ask({ ...deletion, StackId })).toMatchObject({ Status: "SUCCESS" });
  });

  it("is answered when it lacks a property", async () => {
    const made = event("cloudformation.create-signing-profile") as Event;
    const { CertificatePathOnDevice: _, ...without } = made.ResourceProperties;
    const answer = await ask({ ...made, ResourceProperties: without });
    expect(answer).toMatchObject({ Status: "FAILED", Reason: expect.stringContaining("CertificatePathOnDevice") });
  });
});

describe("an answer to CloudFormation", () => {
  it("is put again when it was not taken", async () => {
    bench.refuseAnswers(503, 500);
    expect(await create(await stack())).toMatchObject({ Status: "SUCCESS" });
  });

  it("that is never taken fails the function, so that Lambda invokes it again", async () => {
    const request = { RequestType: "Create" as const, StackId: await stack(), ResourceProperties };
    await expect(ask(request, { url: "http://127.0.0.1:9/answer" })).rejects.toMatchObject({
      name: "AnswerUndeliveredError",
    });
  });

  it("is waited for by nobody where the event is none of CloudFormation's", async () => {
    await expect(ask({ RequestType: "Create", StackId: "" })).rejects.toMatchObject({ name: "InputInvalidError" });
  });
});
