/**
 * Rehearses the life of a stack with the real SAM CLI, against AWS on this computer:
 *
 *   node test/sam/run.ts
 *
 * It builds and deploys the pipeline from this checkout, releases an image to devices that run beside it, updates the stack in the
 * middle of a rollout, lists and deletes it. Needs Python for the CLIs, which `scripts/sam` and `scripts/aws` install at the first
 * run. A line a step; exit code 1 when any failed.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEnds } from "../../local/ends.ts";
import { awsCli, installAwsCli } from "../guide/aws-cli.ts";
import { startOtaLocal } from "../guide/ota-local.ts";
import { createSteps } from "../guide/steps.ts";
import {
  missingCapability,
  nameTaken,
  samStack,
  stackNames,
  unknownProfile,
  wrongParameter,
} from "./bad-deployments.ts";
import { changeStateMachine, newState } from "./changed-template.ts";
import { certificateParameters, deployWords, outputsOf, type Rehearsal, stackName } from "./rehearsal.ts";
import { addSleeper, devicesRun, drop, succeeded, wake } from "./releases.ts";
import { installSamCli, samCli } from "./sam-cli.ts";

const steps = createSteps((line) => console.log(line));
const { step, chapter } = steps;
const ends = createEnds();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => ends.all().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
await chapter("rehearsal", async () => {
  const rehearsal = await prepare();
  const { sam, local } = rehearsal;
  const buildDirectory = join(rehearsal.directory, "build");
  const templateFile = join(buildDirectory, "template.yaml");
  await Promise.all([
    step("sam validate --lint", () => sam("validate", "--lint")),
    step("sam build", () => sam("build", "--build-dir", buildDirectory)),
  ]);
  await chapter("a missing capability", () => missingCapability(rehearsal, templateFile));
  await Promise.all([
    chapter("a wrong parameter", () => wrongParameter(rehearsal, templateFile)),
    chapter("a name that is taken", () => nameTaken(rehearsal)),
    chapter("a profile that is not there", () => unknownProfile(rehearsal, templateFile)),
  ]);
  await deployAndRelease(rehearsal, templateFile);
  await updateInTheMiddle(rehearsal, templateFile);
  await chapter("lists", () => lists(rehearsal));
  await deleteStack(rehearsal);
  await step("local AWS made no mistake", async () => assert.deepEqual(local.bugs, []));
});
await chapter("end", ends.all);
console.log(`sam: ${steps.done} steps, ${steps.failed} failed`);
process.exitCode = steps.failed === 0 ? 0 : 1;

/** The CLIs, AWS and devices; all that is ended at last. */
async function prepare(): Promise<Rehearsal> {
  await step("sam --version", installSamCli, (version) => version);
  await step("aws --version", installAwsCli, (version) => version);
  const directory = await mkdtemp(join(tmpdir(), "sam-rehearsal-"));
  ends.add(() => rm(directory, { recursive: true }));
  const local = await step(
    "ota local --no-deploy",
    () => startOtaLocal(["--no-deploy", "--devices", "2", "--speed", "10"], ends),
    ({ endpoint }) => endpoint,
  );
  const aws = awsCli({ directory, ...local }, () => {});
  return { step, sam: samCli(local), aws, local, directory, parameters: await certificateParameters(aws, local) };
}

async function deployAndRelease(rehearsal: Rehearsal, templateFile: string): Promise<void> {
  const { sam } = rehearsal;
  await step("sam deploy", async () => {
    assert.match(await sam(...deployWords(rehearsal, templateFile)), /Successfully created\/updated stack/);
  });
  await step("sam deploy again has nothing to do", async () => {
    const words = [...deployWords(rehearsal, templateFile), "--no-fail-on-empty-changeset"];
    assert.match(await sam(...words), /No changes to deploy/);
  });
  await step(
    "an image dropped reaches the devices",
    async () => {
      const release = await drop(rehearsal, "1.4.0");
      await devicesRun(rehearsal, release.version);
      await succeeded(rehearsal, release);
    },
    () => `${rehearsal.local.devices.join(" and ")} run 1.4.0`,
  );
}

/** A rollout that waits for a sleeping device sees the stack updated. */
async function updateInTheMiddle(rehearsal: Rehearsal, templateFile: string): Promise<void> {
  const { sam } = rehearsal;
  const sleeper = await addSleeper(rehearsal);
  const release = await step("a rollout waits for a device that sleeps", async () => {
    const waiting = await drop(rehearsal, "1.5.0");
    await devicesRun(rehearsal, waiting.version);
    return waiting;
  });
  await step("sam deploy changes the state machine meanwhile", async () => {
    const said = await sam(...deployWords(rehearsal, await changeStateMachine(templateFile)));
    assert.match(said, /Modify\s+FirmwareUpdateStateMac/);
    assert.match(said, /Successfully created\/updated stack/);
  });
  await step("the rollout ends well, by the definition it began with", async () => {
    await wake(rehearsal, sleeper, release);
    const states = await succeeded(rehearsal, release);
    assert.ok(!states.includes(newState) && states.includes("Release Complete"), states.join(", "));
  });
  await step("the next one goes by the new definition", async () => {
    const next = await drop(rehearsal, "1.6.0");
    await devicesRun(rehearsal, next.version);
    await wake(rehearsal, sleeper, next);
    const states = await succeeded(rehearsal, next);
    assert.equal(states[0], newState);
  });
}

async function lists({ sam }: Rehearsal): Promise<void> {
  const named = ["--stack-name", stackName, "--output", "json"];
  await step(
    "sam list resources",
    async () => JSON.parse(await sam("list", "resources", ...named)) as unknown[],
    (resources) => `${resources.length}`,
  );
  await step(
    "sam list stack-outputs",
    async () => JSON.parse(await sam("list", "stack-outputs", ...named)) as unknown[],
    (outputs) => `${outputs.length}`,
  );
  await step(
    "sam list endpoints",
    async () => JSON.parse(await sam("list", "endpoints", ...named)) as unknown[],
    (endpoints) => `${endpoints.length} functions, none with a URL`,
  );
}

async function deleteStack(rehearsal: Rehearsal): Promise<void> {
  const { sam, aws } = rehearsal;
  const { SigningProfileName: profile = "" } = await outputsOf(rehearsal);
  await step("sam delete", () => sam("delete", "--no-prompts", "--stack-name", stackName));
  await step("the stack's own signing profile is canceled with it", async () => {
    const { status } = await aws<{ status: string }>`signer get-signing-profile --profile-name ${profile}`;
    assert.equal(status, "Canceled");
  });
  await step(
    "only what is to be retained is left",
    async () => {
      assert.deepEqual(await stackNames(rehearsal), [samStack]);
      assert.deepEqual(await aws`lambda list-functions --query ${"Functions[].FunctionName"}`, []);
      assert.deepEqual(await aws`stepfunctions list-state-machines --query ${"stateMachines[].name"}`, []);
      assert.deepEqual(await aws`events list-rules --query ${"Rules[].Name"}`, []);
      return aws<string[]>`s3api list-buckets --query ${"Buckets[].Name"}`;
    },
    (buckets) => `the buckets ${buckets.join(", ")}`,
  );
}
