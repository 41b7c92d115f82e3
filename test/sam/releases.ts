import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeImage } from "../../local/device/image.ts";
import { until } from "../guide/until.ts";
import { outputsOf, type Rehearsal } from "./rehearsal.ts";

/** An image on its way. */
export interface Release {
  readonly id: string;
  readonly executionArn: string;
  readonly version: string;
}

const product = "thermostat"; // of the devices beside the run

/** Drops an image where the stack says, and waits until its execution runs. */
export async function drop(rehearsal: Rehearsal, version: string): Promise<Release> {
  const { aws, directory } = rehearsal;
  const file = join(directory, `${version}.bin`);
  await writeFile(file, makeImage({ product, version, size: 20_000 }));
  const { FirmwareBucket: bucket = "", StateMachineArn: stateMachine = "" } = await outputsOf(rehearsal);
  await aws`s3api put-object --bucket ${bucket} --key ${`firmware/${product}/${version}/app.bin`} --body ${file}`;
  const { name, executionArn } = await until(`an execution of ${version}`, async () => {
    const { executions } = await aws<{
      executions: { name: string; executionArn: string }[];
    }>`stepfunctions list-executions --state-machine-arn ${stateMachine}`;
    return executions.find((one) => one.name.startsWith(`${product}-${version.replaceAll(".", "_")}-`));
  });
  return { id: name, executionArn, version };
}

/** Waits until each device beside the run runs the version. */
export async function devicesRun({ local }: Rehearsal, version: string): Promise<void> {
  await until(`${local.devices.join(" and ")} run ${version}`, () => {
    const runs = (device: string) => {
      const booted = local.deviceHappenings.findLast(({ thingName, event }) => {
        return thingName === device && event.type === "booted";
      });
      return booted?.event.type === "booted" && booted.event.version === version;
    };
    return local.devices.every(runs) || undefined;
  });
}

/** Waits until the release's execution has succeeded, and gives the states it has entered. */
export async function succeeded({ aws }: Rehearsal, { executionArn }: Release): Promise<string[]> {
  await until("the end of the execution", async () => {
    const { status } = await aws<{ status: string }>`stepfunctions describe-execution --execution-arn ${executionArn}`;
    if (status === "RUNNING") return undefined;
    assert.equal(status, "SUCCEEDED");
    return status;
  });
  const { events } = await aws<{
    events: { stateEnteredEventDetails?: { name: string } }[];
  }>`stepfunctions get-execution-history --execution-arn ${executionArn}`;
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

/** A thing in the product's group that sleeps: a rollout waits for it. */
export async function addSleeper({ aws }: Rehearsal): Promise<string> {
  const thing = `${product}-sleeper`;
  await aws`iot create-thing --thing-name ${thing}`;
  await aws`iot add-thing-to-thing-group --thing-group-name ${product} --thing-name ${thing}`;
  return thing;
}

/** The sleeper takes its update after all, as it would say itself by HTTP. */
export async function wake({ aws }: Rehearsal, thing: string, { id }: Release): Promise<void> {
  const job = `AFR_OTA-${id}`;
  await aws`iot-jobs-data start-next-pending-job-execution --thing-name ${thing}`;
  await aws`iot-jobs-data update-job-execution --job-id ${job} --thing-name ${thing} --status SUCCEEDED`;
}
