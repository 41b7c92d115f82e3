/**
 * Runs every event of `events/` through its function by the real `sam local invoke`, in containers that call AWS on this computer:
 *
 *   node test/sam-local/run.ts
 *
 * Needs a Docker engine, and Python for the SAM CLI, which `scripts/sam` installs at the first run. Without an engine it says so and
 * skips everything. A line a step; exit code 1 when any failed.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import localEnvironment from "../../events/local.env.json" with { type: "json" };
import { createEnds } from "../../local/ends.ts";
import { type DeployedPipeline, fillEvent } from "../../scripts/fill-event.ts";
import { type OtaLocal, startOtaLocal } from "../guide/ota-local.ts";
import { createSteps } from "../guide/steps.ts";
import { installSamCli, samCli } from "../sam/sam-cli.ts";
import { type Docker, findDocker } from "./docker.ts";
import { type EventCase, eventCases } from "./event-cases.ts";

const steps = createSteps((line) => console.log(line));
const { step, chapter } = steps;
const ends = createEnds();

const docker = await findDocker();
if (typeof docker === "string") {
  console.log(
    `SKIPPED, all ${eventCases.length} events: no Docker engine answers, so sam local invoke runs nothing here.`,
  );
  console.log(docker);
  console.log("The same events run without Docker in local AWS's own Lambda: vitest run test/events.test.ts");
} else {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => ends.all().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
  await chapter("sam local invoke", () => invokeAll(docker));
  await chapter("end", ends.all);
}

async function invokeAll({ listen, words }: Docker): Promise<void> {
  await step("sam --version", installSamCli, (version) => version);
  const directory = await mkdtemp(join(tmpdir(), "sam-local-"));
  ends.add(() => rm(directory, { recursive: true }));
  const local = await step(
    "ota local",
    () => startOtaLocal(["--devices", "1", ...(listen ? ["--listen", listen] : [])], ends),
    ({ endpoint }) => endpoint,
  );
  const sam = samCli(local);
  await step("sam build", () => sam("build", "--build-dir", join(directory, "build")));
  const inContainer = `http://host.docker.internal:${new URL(local.endpoint).port}`;
  const settings = { Parameters: { ...localEnvironment.Parameters, AWS_ENDPOINT_URL: inContainer } };
  const [template, environment, input] = ["build/template.yaml", "env.json", "event.json"].map((file) =>
    join(directory, file),
  ) as [string, string, string];
  await writeFile(environment, JSON.stringify(settings));
  const pipeline = deployedBy(local, inContainer);
  for (const { of, by, asItIs, ...expected } of eventCases) {
    await chapter(by, () =>
      step(`${of} by ${by}`, async () => {
        const event = JSON.parse(await readFile(new URL(`../../events/${by}.json`, import.meta.url), "utf8"));
        await writeFile(input, JSON.stringify(asItIs ? event : await fillEvent(event, pipeline)));
        const files = ["--template", template, "--event", input, "--env-vars", environment];
        check(answerIn(await sam("local", "invoke", of, ...files, ...words)), expected);
      }),
    );
  }
}

function deployedBy({ endpoint, region, credentials, outputs }: OtaLocal, inContainer: string): DeployedPipeline {
  const [s3, fromContainer] = [endpoint, inContainer].map(
    (endpoint) => new S3({ endpoint, region, credentials, forcePathStyle: true }),
  ) as [S3, S3];
  ends.add(() => s3.destroy());
  const presignAnswer = (Bucket: string, Key: string) =>
    getSignedUrl(fromContainer, new PutObjectCommand({ Bucket, Key }));
  return { s3, outputs, presignAnswer };
}

/** The exit code is 0 whatever the function does: what it answered is the first line of JSON. */
function answerIn(said: string): unknown {
  for (const line of said.split("\n")) {
    try {
      return JSON.parse(line);
    } catch {} // SAM's own words
  }
  throw new Error(`No answer in what sam local invoke said:\n${said.slice(-2_000)}`);
}

function check(answer: unknown, { answers, throws }: Pick<EventCase, "answers" | "throws">): void {
  const error = (answer as { errorType?: string } | null)?.errorType;
  assert.equal(error, throws, JSON.stringify(answer));
  if (answers === null) assert.equal(answer, null);
  else if (answers) assert.partialDeepStrictEqual(answer, answers);
}

if (typeof docker !== "string") console.log(`sam local: ${steps.done} steps, ${steps.failed} failed`);
process.exitCode = steps.failed === 0 ? 0 : 1;
