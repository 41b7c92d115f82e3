import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deployWords, type Rehearsal, stackName } from "./rehearsal.ts";
import { failure } from "./sam-cli.ts";

/** Who deploys must have agreed to what the template makes of IAM. */
export async function missingCapability(rehearsal: Rehearsal, templateFile: string): Promise<void> {
  const words = [...deployWords(rehearsal, templateFile), "--capabilities", "CAPABILITY_AUTO_EXPAND"];
  await rehearsal.step("a missing capability is named, and nothing is left", async () => {
    assert.match(await failure(rehearsal.sam(...words)), /Requires capabilities : \[CAPABILITY_IAM\]/);
    assert.ok(!(await stackNames(rehearsal)).includes(stackName));
  });
}

/** A parameter that the template does not allow. */
export async function wrongParameter(rehearsal: Rehearsal, templateFile: string): Promise<void> {
  const words = [...deployWords(rehearsal, templateFile), "LogRetentionInDays=2"];
  await rehearsal.step("a wrong parameter is named, and nothing is left", async () => {
    assert.match(await failure(rehearsal.sam(...words)), /Parameter '?LogRetentionInDays/);
    assert.ok(!(await stackNames(rehearsal)).includes(stackName));
  });
}

/** A stack that could sign nothing. */
export async function unknownProfile(rehearsal: Rehearsal, templateFile: string): Promise<void> {
  const { step, sam, aws } = rehearsal;
  const words = deployWords({ ...rehearsal, parameters: ["SigningProfileName=never_made"] }, templateFile);
  await step("a signing profile that does not exist is named, and the stack rolled back", async () => {
    assert.match(await failure(sam(...words, "--stack-name", "unsigned")), /ROLLBACK_COMPLETE/);
    const { StackEvents } = await aws<{
      StackEvents: { ResourceStatus: string; ResourceStatusReason?: string }[];
    }>`cloudformation describe-stack-events --stack-name unsigned`;
    const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED");
    assert.match(failed.at(-1)?.ResourceStatusReason ?? "", /Signing profile never_made does not exist/);
  });
  await step("and can be deleted, too", () => sam("delete", "--no-prompts", "--stack-name", "unsigned"));
}

/** A stack of which one resource cannot be made: all that was made beside it is taken back. */
export async function nameTaken(rehearsal: Rehearsal): Promise<void> {
  const { step, sam, aws, directory } = rehearsal;
  const taken = await bucketOfSam(rehearsal);
  const templateFile = join(directory, "taken.yaml");
  await writeFile(
    templateFile,
    `Resources:
  Queue: { Type: AWS::SQS::Queue }
  Taken: { Type: AWS::S3::Bucket, Properties: { BucketName: ${taken} } }
`,
  );
  const words = ["--template-file", templateFile, "--stack-name", "taken", "--no-confirm-changeset", "--resolve-s3"];
  await step("a bucket's name that is taken rolls the stack back", async () => {
    const said = await failure(sam("deploy", ...words));
    assert.match(said, /ROLLBACK_COMPLETE/);
    assert.match(said, /HandlerErrorCode/);
    const { StackResources } = await aws<{
      StackResources: { ResourceStatus: string }[];
    }>`cloudformation describe-stack-resources --stack-name taken`;
    assert.deepEqual([...new Set(StackResources.map(({ ResourceStatus }) => ResourceStatus))], ["DELETE_COMPLETE"]);
  });
  await step("and can be deleted", () => sam("delete", "--no-prompts", "--stack-name", "taken"));
}

/** The stack in which the SAM CLI keeps its bucket. */
export const samStack = "aws-sam-cli-managed-default";

/** The stacks there are. */
export async function stackNames({ aws }: Rehearsal): Promise<string[]> {
  const { Stacks } = await aws<{ Stacks: { StackName: string }[] }>`cloudformation describe-stacks`;
  return Stacks.map(({ StackName }) => StackName).sort();
}

async function bucketOfSam({ aws }: Rehearsal): Promise<string> {
  const { StackResources } = await aws<{
    StackResources: { PhysicalResourceId: string }[];
  }>`cloudformation describe-stack-resources --stack-name ${samStack} --logical-resource-id SamCliSourceBucket`;
  return StackResources[0]?.PhysicalResourceId ?? "";
}
