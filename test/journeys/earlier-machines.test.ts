import { describe, expect, it } from "vitest";
import { makeImage } from "../../local/device/image.ts";
import { changedTemplate } from "../support/changed-template.ts";
import { earlierMachine, earlierVersions } from "../support/earlier-machines.ts";
import { recordOf, travel } from "../support/journey.ts";
import { startPipeline } from "../support/local-aws.ts";

const image = (version: string) => makeImage({ product: "thermostat", version, size: 20_000 });

/** Today's functions behind the state machine of an earlier version. */
async function startEarlier(version: string) {
  const templateFile = await changedTemplate(["statemachine/firmware-update.asl.json", earlierMachine(version)]);
  return startPipeline({ templateFile });
}

describe.each(earlierVersions)("an execution of %s's state machine", (version) => {
  it("releases an image by today's functions", async () => {
    const pipeline = await startEarlier(version);
    const { id, status } = await travel(pipeline, "firmware/thermostat/1.4.0/app.bin", image("1.4.0"));
    expect(status).toBe("SUCCEEDED");
    expect(await recordOf(pipeline, id)).toMatchObject({ outcome: "released", devices: { succeeded: 2 } });
  });

  it("is refused, and undone, by today's functions", async () => {
    const pipeline = await startEarlier(version);
    const refused = await travel(pipeline, "firmware/thermostat/1.4/app.bin", image("1.4.0"));
    expect(refused).toMatchObject({ status: "FAILED", error: "VersionInvalidError" });
    pipeline.faults.add({ service: "iot", operation: "CreateOTAUpdate", calls: "1-", fault: "denied" });
    const undone = await travel(pipeline, "firmware/thermostat/1.4.0/app.bin", image("1.4.0"));
    expect(undone.status).toBe("FAILED");
    expect(undone.states.slice(-3)).toEqual(["Clean Up", "Is It Clean?", "Release Failed"]);
    expect(undone.changes.filter((change) => /stream|ota-update|job AFR/.test(change))).toEqual([]);
  });
});
