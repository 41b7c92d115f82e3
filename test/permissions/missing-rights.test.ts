import { describe, expect, it } from "vitest";
import { makeImage } from "../../local/device/image.ts";
import { type Change, changedTemplate } from "../support/changed-template.ts";
import { arrive } from "../support/journey.ts";
import { startPipeline } from "../support/local-aws.ts";
import { uploadManifest } from "../support/manifest-release.ts";

const image = makeImage({ product: "thermostat", version: "1.4.0", size: 20_000 });

/** Releases an image by a stack whose template grants less; tells how the execution ended. */
async function releaseBy(changes: readonly Change[], manifest?: object) {
  const pipeline = await startPipeline({ devices: 1, templateFile: await changedTemplate(...changes) });
  const before = await pipeline.inventory();
  const id = manifest
    ? await uploadManifest(pipeline, { product: "thermostat", manifest, files: { "app.bin": image } })
    : await pipeline.upload("firmware/thermostat/1.4.0/app.bin", image);
  const { error, cause, changes: made } = await arrive(pipeline, id, before);
  return { error, cause, left: made.filter((change) => /stream|ota-update|job AFR/.test(change)) };
}

const role = (name: string) => `User: arn:aws:sts::123456789012:assumed-role/ota-pipeline-${name}-[A-Z0-9]{12}/`;

describe("a release fails by AWS's own words, and is cleaned up, when", () => {
  it.each<[string, Change, object]>([
    [
      "a function may not do what it does",
      ["Action: signer:StartSigningJob", "Action: signer:GetSigningPlatform"],
      {
        error: "AccessDeniedException",
        cause: expect.stringMatching(
          `^${role("StartSigningFunctionRole")}ota-pipeline-StartSigningFunction-[A-Z0-9]{12} is not authorized to perform: signer:StartSigningJob on resource: arn:aws:signer:us-east-1:123456789012:/signing-profiles/firmware_signer because no identity-based policy allows the signer:StartSigningJob action$`,
        ),
      },
    ],
    [
      "Signer may not read the image for its caller",
      [
        "Sid: ReadImages # Signer reads and writes with its caller's rights\n              Effect: Allow",
        "Sid: ReadImages\n              Effect: Deny",
      ],
      {
        error: "AccessDeniedException",
        cause: expect.stringMatching(
          /^S3 object \S+\/firmware\/thermostat\/1.4.0\/app.bin not accessible\. User: .* with an explicit deny/,
        ),
      },
    ],
    [
      "the state machine may not invoke a function",
      ["                - !GetAtt CreateStreamFunction.Arn\n", ""],
      {
        error: "Lambda.AWSLambdaException",
        cause: expect.stringMatching(
          new RegExp(
            `^${role("FirmwareUpdateStateMachineRole")}[0-9a-f]{32} is not authorized to perform: lambda:InvokeFunction .*\\(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; `,
          ),
        ),
      },
    ],
    [
      "the OTA role does not trust AWS IoT for this account",
      [
        "iot.amazonaws.com }\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals: { aws:SourceAccount: !Ref AWS::AccountId }",
        "iot.amazonaws.com }\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals: { aws:SourceAccount: '999999999999' }",
      ],
      {
        error: "OtaUpdateFailedError",
        cause: expect.stringContaining(
          "User: iot.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ",
        ),
      },
    ],
  ])("%s", async (_why, change, failure) => {
    expect(await releaseBy([change])).toEqual({ ...failure, left: [] });
  });

  it("the OTA role may not pass itself", async () => {
    const passing: Change = ["Action: [iam:GetRole, iam:PassRole]", "Action: iam:GetRole"];
    expect(await releaseBy([passing], { delivery: "s3" })).toEqual({
      error: "OtaUpdateFailedError",
      cause: expect.stringMatching(
        new RegExp(
          `AWSIotException: ${role("OtaRole")}AWSIoTOTAUpdate is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/ota-pipeline-OtaRole-`,
        ),
      ),
      left: [],
    });
  });
});
