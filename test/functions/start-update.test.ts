import { describe, expect, it } from "vitest";
import { releaseIdOf } from "../../functions/firmware/release-id.ts";
import { handler } from "../../functions/start-update.ts";
import { invoke, pipelineBench } from "../support/pipeline-bench.ts";
import { event } from "../support/releases.ts";

const { sfn, stateMachineArn, executionArn } = await pipelineBench();

interface ObjectCreated {
  detail: { object: { key: string; "version-id"?: string; sequencer: string } };
}

/** The event of an upload, with another version, key or sequencer. */
function created(name: string, changes: Partial<ObjectCreated["detail"]["object"]> = {}): ObjectCreated {
  const created = event<ObjectCreated>(name);
  return { ...created, detail: { ...created.detail, object: { ...created.detail.object, ...changes } } };
}

async function inputOf(execution = "") {
  const { input = "" } = await sfn.describeExecution({ executionArn: executionArn(execution) });
  return JSON.parse(input);
}

describe("an upload", () => {
  it("starts one execution, named by its release id, with the version to release", async () => {
    const upload = {
      bucket: "ota-pipeline-firmwarebucket",
      key: "firmware/thermostat/1.4.0/app.bin",
      versionId: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH",
    };
    const started = await invoke(handler, event("s3.object-created"));
    expect(started).toEqual({ state: "started", execution: releaseIdOf(upload) });
    expect(await inputOf(started.execution)).toEqual(upload);
  });

  it("starts no second one when S3 tells of it again", async () => {
    const told = created("s3.object-created", { "version-id": "told-twice" });
    const { execution } = await invoke(handler, told);
    expect(await invoke(handler, { ...told, id: "another-event" })).toMatchObject({ execution });
    const { executions = [] } = await sfn.listExecutions({ stateMachineArn });
    expect(executions.filter(({ name }) => name === execution)).toHaveLength(1);
  });

  it("is done when its execution has ended already", async () => {
    const again = created("s3.object-created", { "version-id": "ended" });
    const { execution } = await invoke(handler, again);
    await sfn.stopExecution({ executionArn: executionArn(execution) });
    expect(await invoke(handler, again)).toEqual({ state: "already-started", execution });
  });

  it.each([["s3.wrong-version"], ["s3.not-firmware"], ["s3.versioning-off"]])(
    "that will be refused starts one too, which will say why: %s",
    async (name) => {
      const started = await invoke(handler, event(name));
      expect(started).toMatchObject({ state: "started", execution: expect.stringMatching(/^refused-[0-9a-f]{16}$/) });
      const { object } = event<ObjectCreated>(name).detail;
      expect(await inputOf(started.execution)).toEqual({
        bucket: "ota-pipeline-firmwarebucket",
        key: object.key,
        versionId: object["version-id"] ?? null,
      });
    },
  );

  it("starts one as a manifest, named by its release id", async () => {
    const upload = {
      bucket: "ota-pipeline-firmwarebucket",
      key: "releases/thermostat/1.4.0/release.json",
      versionId: "Zp8vXb3mQwF1sKeTn0yRj7uHc5dLgA2i",
    };
    const started = await invoke(handler, event("s3.manifest-created"));
    expect(started).toEqual({ state: "started", execution: releaseIdOf(upload) });
    expect(await inputOf(started.execution)).toEqual(upload);
  });

  it.each(["s3.folder-marker", "s3.file-of-release"])("starts nothing as %s", async (name) => {
    expect(await invoke(handler, event(name))).toEqual({ state: "ignored" });
  });

  it.each([
    "releases/readme.txt",
    "releases/thermostat/app.bin",
    "releases/thermostat/v1.4.0/app.bin",
    "releases/thermostat/1.4.0/sub/app.bin",
    "releases/thermostat/1.4.0/Release.json",
    "releases/Thermostat/1.4.0/release.json",
  ])("below releases/ that is neither a manifest nor beside one is refused aloud: %s", async (key) => {
    const started = await invoke(handler, created("s3.manifest-created", { key }));
    expect(started).toMatchObject({ state: "started", execution: expect.stringMatching(/^refused-[0-9a-f]{16}$/) });
  });
});

it("refuses an event that is none of S3's", async () => {
  await expect(invoke(handler, { Records: [] })).rejects.toMatchObject({ name: "InputInvalidError" });
});
