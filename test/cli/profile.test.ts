import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { startPipeline } from "../support/local-aws.ts";
import { ota } from "../support/ota.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { acm, s3, signer, firmwareBucket } = pipeline;

/** PEM files of a signer, and of a key that is not its. */
const files = { certificate: "", key: "", otherKey: "" };
let directory: string;

beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL"] = pipeline.aws.endpoint; // for `ota --local`, which runs in a process of its own
  directory = await mkdtemp(join(tmpdir(), "signer-"));
  const { certificate, privateKey } = await selfSignedCertificate({ commonName: "signer", notBefore: Date.now() });
  const { privateKey: other } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const contents = { certificate, key: privateKey, otherKey: other.export({ type: "pkcs8", format: "pem" }) };
  for (const [name, content] of Object.entries(contents)) {
    files[name as keyof typeof files] = join(directory, `${name}.pem`);
    await writeFile(join(directory, `${name}.pem`), content);
  }
});
afterAll(() => rm(directory, { recursive: true }));

const profile = (...words: string[]) => ota("profile", ...words, "--local");
const onDevice = ["--certname", "/certs/new.pem"];
const certificates = async () => (await acm.listCertificates({})).CertificateSummaryList?.length;

describe("ota profile put", () => {
  it("imports a certificate, and makes a profile of it that can sign", async () => {
    const material = ["--certificate", files.certificate, "--private-key", files.key];
    const { exitCode, stdout } = await profile("put", "imported", ...material, ...onDevice, "--json");
    const made = JSON.parse(stdout);
    expect([exitCode, made]).toEqual([
      exitCodes.ok,
      {
        profile: "imported",
        profileVersionArn: expect.stringContaining(":/signing-profiles/imported/"),
        platformId: "AmazonFreeRTOS-Default",
        certname: "/certs/new.pem",
        certificateArn: expect.stringContaining(":certificate/"),
        imported: true,
      },
    ]);
    expect(await signer.getSigningProfile({ profileName: "imported" })).toMatchObject({
      status: "Active",
      signingMaterial: { certificateArn: made.certificateArn },
      signingParameters: { certname: "/certs/new.pem" },
    });
  });

  it("takes a certificate that ACM has, and tells what is still to be done", async () => {
    const { signingMaterial } = await signer.getSigningProfile({ profileName: "firmware_signer" });
    const arn = signingMaterial?.certificateArn ?? "";
    const { exitCode, stdout } = await profile("put", "second", "--certificate-arn", arn, ...onDevice);
    expect(exitCode).toBe(exitCodes.ok);
    expect(stdout).toMatch(
      /^Made the signing profile second on AmazonFreeRTOS-Default\. Its name cannot be used again/,
    );
    expect(stdout).toContain('products/<product>.json says "signingProfile": "second"');
  });

  it.each([
    { words: ["my-profile", "--certificate-arn", "arn"], code: exitCodes.usage, says: "no hyphens" },
    { words: ["p2", "--certificate", "c.pem"], code: exitCodes.usage, says: "or both --certificate and --private-key" },
    { words: ["p2"], code: exitCodes.usage, says: "Say either --certificate-arn" },
  ])("exits with $code on $words, before it asks AWS", async ({ words, code, says }) => {
    const { exitCode, stdout, stderr } = await profile("put", ...words, ...onDevice);
    expect([exitCode, stdout]).toEqual([code, ""]);
    expect(stderr).toContain(says);
  });

  it.each([
    {
      name: "imported",
      more: [],
      says: "There is a signing profile imported already, and a name cannot be used again",
    },
    {
      name: "p2",
      more: ["--platform", "AmazonFreeRTOS-TI-CC3220SF"],
      says: "EC_prime256v1, and AmazonFreeRTOS-TI-CC3220SF signs with RSA",
    },
    { name: "p2", more: ["--platform", "AWSLambda-SHA384-ECDSA"], says: "is no platform for FreeRTOS" },
  ])("imports nothing for $name $more, which cannot be made", async ({ name, more, says }) => {
    const before = await certificates();
    const material = ["--certificate", files.certificate, "--private-key", files.key];
    const { exitCode, stderr } = await profile("put", name, ...material, ...onDevice, ...more);
    expect([exitCode, await certificates()]).toEqual([exitCodes.failed, before]);
    expect(stderr).toContain(says);
  });

  it("refuses a key that is not the certificate's", async () => {
    const material = ["--certificate", files.certificate, "--private-key", files.otherKey];
    const { exitCode, stderr } = await profile("put", "p2", ...material, ...onDevice);
    expect([exitCode, stderr]).toEqual([
      exitCodes.usage,
      `ota: ${files.otherKey} is not the key of the certificate ${files.certificate}\n`,
    ]);
  });
});

it("a profile that AWS does not make after all names the certificate that was imported for it", async () => {
  pipeline.aws.faults.add({ service: "signer", operation: "PutSigningProfile", calls: "1-", fault: "denied" });
  const material = ["--certificate", files.certificate, "--private-key", files.key];
  const { exitCode, stderr } = await profile("put", "p2", ...material, ...onDevice);
  pipeline.aws.faults.clear();
  expect(exitCode).toBe(exitCodes.failed);
  expect(stderr).toMatch(/The certificate was imported as (arn:aws:acm:\S+); next time say --certificate-arn with it/);
  const [, arn = ""] = /imported as (\S+);/.exec(stderr) ?? [];
  expect((await profile("put", "p2", "--certificate-arn", arn, ...onDevice)).exitCode).toBe(exitCodes.ok);
});

describe("ota profile get, list and cancel", () => {
  beforeAll(async () => {
    const { signingMaterial } = await signer.getSigningProfile({ profileName: "firmware_signer" });
    for (let at = 0; at < 30; at += 1) {
      const profileName = `many_${String(at).padStart(2, "0")}`;
      await signer.putSigningProfile({ profileName, platformId: "AmazonFreeRTOS-Default", signingMaterial });
    }
    const settings = JSON.stringify({ signingProfile: "many_07" });
    await s3.putObject({ Bucket: firmwareBucket, Key: "products/pump.json", Body: settings });
    await s3.putObject({ Bucket: firmwareBucket, Key: "products/broken.json", Body: "{" });
  });

  it("show who uses a profile, the stack or a product", async () => {
    const { stdout } = await profile("list");
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^profile +status +platform +certificate on the device +used by$/);
    expect(lines.length).toBeGreaterThan(31); // more than the 25 of a page
    expect(stdout).toMatch(/^firmware_signer +active .*\/certs\/firmware-signer\.pem +stack ota-pipeline$/m);
    expect(stdout).toMatch(/^many_07 +active +AmazonFreeRTOS-Default +- +product pump$/m);
  });

  it("show one in full, with the end of its certificate", async () => {
    const { stdout } = await profile("get", "firmware_signer");
    expect(stdout).toMatch(/^expires {8}\d{4}-\d\d-\d\d, in \d+ days \(EC_prime256v1\)$/m);
    expect(stdout).toMatch(/^used by {8}stack ota-pipeline$/m);
    const document = JSON.parse((await profile("get", "many_01", "--json")).stdout);
    expect(document).toMatchObject({ profile: "many_01", status: "Active", certname: null, usedBy: [] });
  });

  it("cancel only when somebody says so, and then for good", { timeout: 30_000 }, async () => {
    const asked = await profile("cancel", "many_07");
    expect(asked.exitCode).toBe(exitCodes.usage);
    expect(asked.stdout).toContain("It is used by product pump: their releases fail until they name another one.");
    expect(asked.stderr).toContain("nothing was done. If you mean it, say --yes");
    const status = async () => (await signer.getSigningProfile({ profileName: "many_07" })).status;
    expect(await status()).toBe("Active");

    const done = JSON.parse((await profile("cancel", "many_07", "--yes", "--json")).stdout);
    expect([done.status, await status()]).toEqual(["Canceled", "Canceled"]);
    expect((await profile("cancel", "many_07", "--yes")).stdout).toBe("many_07 is canceled already.\n");
    expect((await profile("list")).stdout).not.toContain("many_07");
    expect((await profile("list", "--all")).stdout).toMatch(/^many_07 +canceled /m);
  });

  it("know no profile that was never made", async () => {
    const { exitCode, stderr } = await profile("get", "never_made");
    expect([exitCode, stderr]).toEqual([
      exitCodes.notFound,
      "ota: There is no signing profile never_made. `ota profile list` shows those there are.\n",
    ]);
  });

  it("do without a stack: who uses a profile is then not known", async () => {
    const { stdout } = await profile("get", "many_02", "--stack", "elsewhere");
    expect(stdout).toMatch(/^used by {8}not known$/m);
  });
});
