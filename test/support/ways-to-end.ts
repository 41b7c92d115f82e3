import { executionArnOf } from "../../functions/firmware/release-id.ts";
import { deleteVersions } from "./delete-versions.ts";
import { enteredState } from "./entered-state.ts";
import type { Pipeline } from "./local-aws.ts";
import type { Product } from "./product-journeys.ts";

const longestRetries = 4 * 60_000; // milliseconds after which Lambda has given up any event

/**
 * Ways for releases to end. Between them they make every call that changes something, but for those that the sweeper
 * alone makes.
 */
export function waysToEnd(pipeline: Pipeline) {
  const { aws, faults, s3, sfn, releaseBucket, stateMachineArn } = pipeline;

  /** Waits until an upload has an execution, or will never have one; returns whether it has. */
  async function hasBegun(id: string): Promise<boolean> {
    let isGivenUp = false;
    const end = aws.onInvocation(({ functionName, phase }) => {
      if (phase === "given up" && functionName.includes("StartUpdateFunction")) isGivenUp = true;
    });
    const executionArn = executionArnOf(stateMachineArn, id);
    const look = () => sfn.describeExecution({ executionArn }).then(Boolean, () => (isGivenUp ? false : undefined));
    return pipeline.until(look).finally(end);
  }

  /** Waits until a release has got as far as one of these states, also when an SDK is patient for long. */
  async function hasEntered(id: string, ...states: string[]): Promise<void> {
    const look = async () => {
      const entered = await pipeline.states(id).catch((): string[] => []);
      return states.some((state) => entered.includes(state)) || undefined;
    };
    await pipeline.until(look).catch(() => pipeline.until(look));
  }

  /** Lets a newer release take the place of an older one; then a person cancels both, if they are still under way. */
  async function supersede(older: string, newer: string, cancel: Product["cancel"]): Promise<void> {
    await hasEntered(newer, "Wait For Devices", "Release Failed");
    for (const id of [newer, older]) {
      await cancel(id);
      await pipeline.execution(id);
    }
  }

  const ways = {
    /** Its device runs it. */
    async won({ drop }: Product) {
      const id = await drop("1.4.0");
      if (await hasBegun(id)) await pipeline.execution(id);
    },

    /** AWS IoT cannot make its OTA update, since somebody has deleted what was signed; then Signer writes once more. */
    async undone({ drop }: Product) {
      const id = await drop("1.4.0");
      await hasEntered(id, "Create Stream");
      await deleteVersions(s3, releaseBucket, `signed/${id}/`);
      await s3.putObject({ Bucket: releaseBucket, Key: `signed/${id}/late`, Body: "late" });
      await pipeline.execution(id);
    },

    /** A person cancels it while its device is off. */
    async "taken back"({ fleet, offer, cancel }: Product) {
      await fleet.stop();
      const id = await offer("1.4.0");
      await cancel(id);
      await pipeline.execution(id);
    },

    /** A newer one takes its place while its device is off. */
    async superseded({ fleet, offer, drop, cancel }: Product) {
      await fleet.stop();
      const older = await offer("1.4.0");
      await pipeline.pass(1_000);
      await supersede(older, await drop("1.4.1"), cancel);
    },

    /** A newer one takes its place before it is offered to anybody, since AWS is slow to make its OTA update. */
    async "superseded early"({ fleet, drop, cancel }: Product) {
      const slow = { service: "iot", operation: "CreateOTAUpdate", calls: "1-8", fault: "server-error" } as const;
      const rule = faults.add(slow);
      await fleet.stop();
      const older = await drop("1.4.0");
      await enteredState(pipeline, older, "Create OTA Update");
      await pipeline.pass(1_000);
      const newer = await drop("1.4.1");
      await hasEntered(newer, "Create OTA Update", "Release Failed");
      faults.remove(rule);
      await supersede(older, newer, cancel);
    },
  };

  return async (way: Way, product: Product): Promise<void> => {
    await ways[way](product);
    await pipeline.pass(longestRetries);
  };
}

export type Way = "won" | "undone" | "taken back" | "superseded" | "superseded early";
