import { describe, expect, it } from "vitest";
import { parseObjectCreated } from "../../../functions/firmware/object-created.ts";
import { event } from "../../support/releases.ts";

describe('an "Object Created" event', () => {
  it("tells bucket, key, version and order", () => {
    expect(parseObjectCreated(event("s3.object-created"))).toEqual({
      bucket: "ota-pipeline-firmwarebucket",
      key: "firmware/thermostat/1.4.0/app.bin",
      versionId: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH",
      sequencer: "0061AA22BB33CC44DD",
    });
  });

  it("keeps the key as it is: EventBridge does not encode it", () => {
    expect(parseObjectCreated(event("s3.not-firmware")).key).toBe("firmware/thermo stat/1.4.0/app.bin");
  });

  it("has no version where the bucket keeps none", () => {
    expect(parseObjectCreated(event("s3.versioning-off")).versionId).toBeUndefined();
  });

  const created = event<object>("s3.object-created");

  it.each([
    ["another kind", { ...created, "detail-type": "Object Tags Added" }],
    ["another source", { ...created, source: "my.app" }],
    ["S3's own notification", { Records: [{ s3: { object: { key: "k" } } }] }],
    ["a notification that SNS has wrapped", { Records: [{ Sns: { Message: JSON.stringify(created) } }] }],
    ["nothing", undefined],
  ])("is not %s", (_, other) => {
    expect(() => parseObjectCreated(other)).toThrowError(expect.objectContaining({ name: "InputInvalidError" }));
  });
});
