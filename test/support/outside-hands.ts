import { deleteVersions } from "./delete-versions.ts";
import type { Ending } from "./endings.ts";
import { enteredState } from "./entered-state.ts";
import type { Pipeline } from "./local-aws.ts";
import type { Product, ProductOptions } from "./product-journeys.ts";
import { complete, takenBack, undone } from "./table-of-endings.ts";

/** What somebody does to a release behind the pipeline's back. */
export interface OutsideHand {
  readonly what: string;
  /** Which state the release is in by then. */
  readonly at: string;
  readonly product?: ProductOptions;
  /** Whether its device is on. */
  readonly isOn?: boolean;
  /** Whether a person cancels it afterwards, since it would only wait for its device. */
  readonly isCancelled?: boolean;
  does(release: { id: string; product: string }): Promise<unknown>;
  readonly ends: Ending;
}

const cancelled = takenBack("ABORTED ReleaseCancelled", "cancelled", "CANCELED, 1 canceled");
const without = (ending: Ending, ...lines: string[]): Ending => ending.filter((line) => !lines.includes(line));
/** Of one whose announcement is gone: it is left to its retention at once. */
const unannounced = (ending: Ending): Ending => ending.map((line) => (line === "open" ? "due" : line)).sort();

export function outsideHands({ iot, s3, firmwareBucket, releaseBucket }: Pipeline): OutsideHand[] {
  const update = ({ id }: { id: string }) => ({ otaUpdateId: id });
  const unannounce = ({ id, product }: { id: string; product: string }) =>
    s3.deleteObject({ Bucket: releaseBucket, Key: `open/${product}/${id}.json` });
  const continuous = { devices: 0, settings: { targetSelection: "CONTINUOUS" } };
  return [
    {
      what: "deletes its upload",
      at: "Start Signing",
      does: ({ product }) => deleteVersions(s3, firmwareBucket, `firmware/${product}/`),
      ends: undone("FAILED SigningFailedError"),
    },
    {
      what: "deletes its stream",
      at: "End Previous Release",
      does: ({ id }) => iot.deleteStream({ streamId: id }),
      ends: undone("FAILED ResourceNotFoundException"),
    },
    {
      what: "deletes its stream",
      at: "Wait For OTA Update",
      does: ({ id }) => iot.deleteStream({ streamId: id }),
      ends: undone("FAILED OtaUpdateFailedError"),
    },
    {
      what: "deletes its stream",
      at: "Wait For Devices",
      does: ({ id }) => iot.deleteStream({ streamId: id }),
      isCancelled: true,
      ends: cancelled,
    },
    {
      what: "deletes its job",
      at: "Wait For Devices",
      does: ({ id }) => iot.deleteJob({ jobId: `AFR_OTA-${id}`, force: true }),
      ends: undone("FAILED JobGoneError"),
    },
    {
      what: "deletes its OTA update with its job",
      at: "Wait For Devices",
      does: (release) => iot.deleteOTAUpdate({ ...update(release), forceDeleteAWSJob: true }),
      ends: undone("FAILED JobGoneError"),
    },
    {
      what: "cancels its job, and deletes its OTA update without it",
      at: "Wait For Devices",
      async does(release) {
        await iot.cancelJob({ jobId: `AFR_OTA-${release.id}` });
        await iot.deleteOTAUpdate(update(release));
      },
      ends: without(
        takenBack("FAILED RolloutAbortedError", "failed", "CANCELED, 1 canceled"),
        "ota-update CREATE_COMPLETE",
      ),
    },
    {
      what: "deletes its thing group",
      at: "Start Signing",
      does: ({ product }) => iot.deleteThingGroup({ thingGroupName: product }),
      ends: undone("FAILED ResourceNotFoundException"),
    },
    {
      what: "deletes its thing group",
      at: "Wait For Devices",
      does: ({ product }) => iot.deleteThingGroup({ thingGroupName: product }),
      isCancelled: true,
      ends: cancelled,
    },
    {
      what: "deletes the empty thing group it is to serve",
      at: "Wait For Devices",
      product: continuous,
      does: ({ product }) => iot.deleteThingGroup({ thingGroupName: product }),
      ends: takenBack("FAILED TargetNotFoundError", "failed", "CANCELED"),
    },
    {
      what: "deletes its only thing",
      at: "Wait For Devices",
      does: ({ product }) => iot.deleteThing({ thingName: `${product}-1` }),
      ends: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 1 removed"),
    },
    {
      what: "deletes its announcement",
      at: "Start Signing",
      does: unannounce,
      ends: without(undone("FAILED ReleaseEndedError"), "open"),
    },
    {
      what: "deletes its announcement",
      at: "Wait For Devices",
      does: unannounce,
      isCancelled: true,
      ends: unannounced(cancelled),
    },
    {
      what: "deletes its announcement",
      at: "Wait For Devices",
      isOn: true,
      does: unannounce,
      ends: complete("1 succeeded", "FAILED ReleaseEndedError"),
    },
    {
      what: "makes a job that takes its job's name",
      at: "Start Signing",
      async does({ id, product }) {
        const { thingArn = "" } = await iot.createThing({ thingName: `${product}-theirs` });
        await iot.createJob({ jobId: `AFR_OTA-${id}`, targets: [thingArn], document: "{}" });
      },
      ends: [...undone("FAILED OtaUpdateFailedError"), "job IN_PROGRESS, 1 queued"].sort(),
    },
  ];
}

/** Lets somebody lay hands on a product's release while it is under way, and waits for its end. */
export async function layHands(
  pipeline: Pipeline,
  { at, does, isOn = false, isCancelled = false }: OutsideHand,
  { name, fleet, drop, cancel }: Product,
): Promise<void> {
  if (!isOn) await fleet.stop();
  const id = await drop("1.4.0");
  await enteredState(pipeline, id, at);
  await does({ id, product: name });
  if (isCancelled) await cancel(id);
  await pipeline.execution(id);
}
