import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { afterAll, describe, expect, it } from "vitest";
import { signingProfile } from "../support/households.ts";
import { startPipeline } from "../support/local-aws.ts";
import { clientConfig } from "../support/local-service.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { aws, signer } = pipeline;
const stacks = new CloudFormation(clientConfig(aws.endpoint));
afterAll(() => stacks.destroy());

/** Undefined where there is none. */
async function stackStatus(): Promise<string | undefined> {
  const { Stacks = [] } = await stacks.describeStacks({});
  return Stacks.find(({ StackName }) => StackName === "ota-pipeline")?.StackStatus;
}

describe("a stack that is given its signing profile", () => {
  it("is not deployed with one that was never made", async () => {
    await expect(aws.deploy({ SigningProfileName: "never_made" })).rejects.toThrow(
      "Signing profile never_made does not exist in this account and region. Name another one in SigningProfileName",
    );
    expect(await stackStatus()).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  it("goes back to the one it had, even to one that has been canceled meanwhile", async () => {
    await signer.cancelSigningProfile({ profileName: signingProfile });
    await expect(aws.deploy({ SigningProfileName: "never_made" })).rejects.toThrow("never_made does not exist");
    expect(await stackStatus()).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  it("is not deployed anew with one that is canceled", async () => {
    await stacks.deleteStack({ StackName: "ota-pipeline" });
    await pipeline.until(async () => (await stackStatus()) === undefined || undefined);
    await expect(aws.deploy({ SigningProfileName: signingProfile })).rejects.toThrow(
      `Signing profile ${signingProfile} is Canceled`,
    );
  });
});
