import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { onTestFinished } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { type Clock, VirtualClock } from "../../local/clock.ts";
import type { SendDeadLetter } from "../../local/lambda/dead-letter.ts";
import { createLambda, type Lambda } from "../../local/lambda/lambda.ts";
import { serve } from "./local-service.ts";

/** Functions of a test, running in local Lambda. */
export interface DeployedFunctions {
  readonly lambda: Lambda;
  readonly client: LambdaClient;
  /** Every line written so far. */
  readonly lines: readonly string[];
  /** Everything that went to a dead-letter queue or topic: its ARN, the body, the attributes. */
  readonly deadLetters: readonly Parameters<SendDeadLetter>[];
  /** Deploys one more, or refuses as CloudFormation would be told. */
  deploy(name: string, source: string, properties?: Record<string, unknown>): Promise<void>;
}

/** Deploys functions, each by its TypeScript source, until the end of the test. `properties` are those of AWS::Lambda::Function. */
export async function deployFunctions(
  sources: Readonly<Record<string, string>>,
  properties: Record<string, unknown> = {},
  {
    clock = new VirtualClock(),
    endpoint = "http://127.0.0.1:1",
    ...options
  }: { clock?: Clock; endpoint?: string; mostSandboxes?: number; sendDeadLetter?: SendDeadLetter } = {},
): Promise<DeployedFunctions> {
  const directory = await mkdtemp(path.join(tmpdir(), "lambda-"));
  const lines: string[] = [];
  const deadLetters: Parameters<SendDeadLetter>[] = [];
  let issued = 0;
  const lambda = createLambda({
    account: defaultAccount,
    clock,
    directory: path.join(directory, "bundles"),
    issueCredentials: (roleArn, sessionName) => ({
      accessKeyId: `key ${++issued} of ${roleArn}`,
      secretAccessKey: "secret",
      sessionToken: `session of ${sessionName}`,
    }),
    endpoint: () => endpoint,
    sendDeadLetter: (...letter) => deadLetters.push(letter),
    log: (_, line) => lines.push(line),
    ...options,
  });
  onTestFinished(async () => {
    await lambda.stop();
    await rm(directory, { recursive: true });
  });
  const deploy = async (name: string, source: string, more: Record<string, unknown> = {}) => {
    const code = path.join(directory, name);
    await mkdir(code, { recursive: true });
    await writeFile(path.join(code, "index.ts"), source);
    await lambda.resourceTypes["AWS::Lambda::Function"]?.create({
      stackName: "test",
      logicalId: name,
      properties: {
        FunctionName: name,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: "arn:aws:iam::123456789012:role/of-the-function",
        Code: { CodeUri: code, BuildProperties: { EntryPoints: ["index.ts"] } },
        ...properties,
        ...more,
      },
    });
  };
  await Promise.all(Object.entries(sources).map(([name, source]) => deploy(name, source)));
  return { lambda, client: new LambdaClient(await serve(lambda.service)), lines, deadLetters, deploy };
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
