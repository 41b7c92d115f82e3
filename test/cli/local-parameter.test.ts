import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { describe, expect, it, onTestFinished } from "vitest";
import { ota, startOta } from "../support/ota.ts";

const anywhere = ["--port", "0", "--mqtt-port", "0", "--devices", "1"];

describe("ota local --parameter", { timeout: 60_000 }, () => {
  it("deploys the stack by it, as often as it is given, beside the account's own signing profile", async () => {
    const ours = ["--parameter", "AllowedSigningProfiles=thermostat_*", "--parameter", "RetentionInDays=7"];
    const local = await startOta("local", ...anywhere, ...ours);
    const { endpoint } = (await local.next({ type: "started" })) as { endpoint: string };
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new CloudFormationClient({ endpoint, region: "us-east-1", credentials });
    onTestFinished(() => client.destroy());
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: "ota-pipeline" }));
    const parameters = Stacks?.[0]?.Parameters?.map(({ ParameterKey, ParameterValue }) => [
      ParameterKey,
      ParameterValue,
    ]);
    expect(Object.fromEntries(parameters ?? [])).toMatchObject({
      AllowedSigningProfiles: "thermostat_*",
      RetentionInDays: "7",
      SigningProfileName: "firmware_signer",
    });
    await expect(local.end("SIGINT")).resolves.toBe(0);
  });

  it("is refused when the template has no such parameter", async () => {
    const { exitCode, stderr } = await ota("local", ...anywhere, "--parameter", "Nonsense=1");
    expect(stderr).toContain("Nonsense");
    expect(exitCode).toBe(1);
  });
});
