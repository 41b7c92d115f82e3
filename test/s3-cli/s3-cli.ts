import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAccount } from "../../local/account.ts";
import { realClock } from "../../local/clock.ts";
import type { Ends } from "../../local/ends.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import { createS3 } from "../../local/s3/s3.ts";
import { type Aws, type AwsText, awsCli, awsText, installAwsCli } from "../guide/aws-cli.ts";
import type { Steps } from "../guide/steps.ts";

/** The AWS CLI in front of local S3. */
export interface S3Cli extends Pick<Steps, "step"> {
  readonly aws: Aws;
  readonly text: AwsText;
  /** Where the commands run and their files lie. */
  readonly directory: string;
  /** Where the bytes of S3's objects lie. */
  readonly objects: string;
}

/** Starts local S3 and installs the CLI, if need be. `onBug` hears of each mistake of S3's own. */
export async function openS3Cli({ step }: Steps, ends: Ends, onBug: (bug: unknown) => void): Promise<S3Cli> {
  await step("aws --version", installAwsCli, (version) => version);
  const home = await mkdtemp(join(tmpdir(), "s3-cli-"));
  ends.add(() => rm(home, { recursive: true }));
  const [directory, objects] = [join(home, "shell"), join(home, "objects")];
  await mkdir(directory);
  const s3 = createS3({ account: defaultAccount, clock: realClock(), directory: objects, publish: () => {} });
  const keys = createAccessKeys(defaultAccount);
  const front = await startFront({ services: [s3.service], keys, accountId: defaultAccount.id, port: 0, onBug });
  ends.add(front.stop);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const shell = { directory, endpoint: front.endpoint, region: defaultAccount.region, credentials };
  return { step, aws: awsCli(shell), text: awsText(shell), directory, objects };
}
