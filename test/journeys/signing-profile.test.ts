import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { afterAll, describe, expect, it } from "vitest";
import { makeImage } from "../../local/device/image.ts";
import { enteredState } from "../support/entered-state.ts";
import { signingProfile } from "../support/households.ts";
import { startPipeline } from "../support/local-aws.ts";
import { clientConfig } from "../support/local-service.ts";
import { sweeps } from "../support/sweeps.ts";

const pipeline = await startPipeline({ until: afterAll });
const { aws, signer, pass } = pipeline;
const { sweep, sweepOut, stop } = await sweeps(pipeline);
const stacks = new CloudFormation(clientConfig(aws.endpoint));
afterAll(() => {
  stop();
  stacks.destroy();
});

const anHour = 3_600_000;
const { signingMaterial } = await signer.getSigningProfile({ profileName: signingProfile });
const CertificateArn = signingMaterial?.certificateArn ?? "";

/** Deploys the stack by a certificate; resolves to the name of its signing profile. */
async function deploy(CertificatePathOnDevice: string, arn = CertificateArn): Promise<string> {
  const outputs = await aws.deploy({ CertificateArn: arn, CertificatePathOnDevice });
  return outputs["SigningProfileName"] ?? "";
}

const statusOf = async (profileName: string) => (await signer.getSigningProfile({ profileName })).status;
const release = (version: string) =>
  pipeline.upload(
    `firmware/thermostat/${version}/app.bin`,
    makeImage({ product: "thermostat", version, size: 20_000 }),
  );

describe("a stack that makes its own signing profile", () => {
  const onDevices = "/certs/firmware-signer.pem";
  let own = "";

  it("signs by it from the deployment on", async () => {
    own = await deploy(onDevices);
    expect(own).toMatch(/^ota_pipeline_SigningProfile_[0-9a-f]{8}$/);
    const id = await release("1.4.0");
    expect(await pipeline.execution(id)).toMatchObject({ status: "SUCCEEDED" });
    const { jobs = [] } = await signer.listSigningJobs({});
    expect(jobs.map(({ profileName }) => profileName)).toEqual([own]);
  });

  it("lets AWS IoT sign by it, where a release leaves signing to it", async () => {
    const folder = "releases/thermostat/1.4.1";
    await pipeline.upload(`${folder}/app.bin`, makeImage({ product: "thermostat", version: "1.4.1", size: 20_000 }));
    const manifest = { files: [{ name: "app.bin" }], signing: { by: "service", profile: own } };
    const id = await pipeline.upload(`${folder}/release.json`, JSON.stringify(manifest));
    expect(await pipeline.execution(id)).toMatchObject({ status: "SUCCEEDED" });
  });

  it("keeps it when it is deployed again", async () => {
    expect(await deploy(onDevices)).toBe(own);
  });

  it("keeps it when a deployment fails by its certificate, and says which", async () => {
    const unknown = CertificateArn.replace(/.{4}$/, "0000");
    await expect(deploy(onDevices, unknown)).rejects.toThrow(
      new RegExp(`^SigningProfile .*Certificate ${unknown} cannot sign: ACM has no certificate of this ARN`),
    );
    expect(await statusOf(own)).toBe("Active");
    expect(await deploy(onDevices)).toBe(own);
  });

  it("has another one for another path; releases under way sign by the one before, then the sweeper cancels it", async () => {
    pipeline.faults.add({ service: "signer", operation: "StartSigningJob", fault: "hang" });
    const id = await release("1.5.0");
    await enteredState(pipeline, id, "Start Signing");
    const next = await deploy("/certs/next-signer.pem");
    expect(next).not.toBe(own);
    expect(await pipeline.execution(id)).toMatchObject({ status: "SUCCEEDED" });
    const { jobs = [] } = await signer.listSigningJobs({});
    expect(jobs.map(({ profileName }) => profileName)).toEqual([own, own, own]);
    expect(await statusOf(own)).toBe("Active");
    await sweep();
    await pass(2 * anHour);
    await sweepOut();
    expect([await statusOf(own), await statusOf(next)]).toEqual(["Canceled", "Active"]);
  });

  it("stays there, and is left to the sweeper, when the stack is given one", async () => {
    const last = await deploy(onDevices);
    const { SigningProfileName } = await aws.deploy({ SigningProfileName: signingProfile });
    expect(SigningProfileName).toBe(signingProfile);
    expect(await statusOf(last)).toBe("Active");
  });

  it("cancels with the stack all that it has made, and not what it was given", async () => {
    const made = [await deploy("/certs/another-signer.pem"), await deploy("/certs/yet-another.pem")];
    await aws.deploy({ SigningProfileName: signingProfile });
    await stacks.deleteStack({ StackName: "ota-pipeline" });
    const statuses = () => Promise.all(made.map(statusOf));
    await pipeline.until(async () => (await statuses()).every((status) => status === "Canceled") || undefined);
    expect(await statusOf(signingProfile)).toBe("Active");
  });
});
