import * as v from "valibot";
import { parseInput } from "./input.ts";

/** What S3 tells of a new object. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  /** Missing where the bucket keeps no versions. */
  readonly versionId: string | undefined;
  /** Orders the events of one key; repeated events have the same. */
  readonly sequencer: string | undefined;
}

const objectCreatedSchema = v.object({
  source: v.literal("aws.s3"),
  "detail-type": v.literal("Object Created"),
  detail: v.object({
    bucket: v.object({ name: v.string() }),
    object: v.object({
      key: v.string(),
      "version-id": v.optional(v.string()),
      sequencer: v.optional(v.string()),
    }),
  }),
});

/**
 * Reads an "Object Created" event as EventBridge delivers it: its key is raw, unlike that of S3's own notifications.
 * @throws InputInvalidError for anything else, such as a notification wrapped by SNS or SQS
 */
export function parseObjectCreated(event: unknown): CreatedObject {
  const { detail } = parseInput(objectCreatedSchema, event, 'an "Object Created" event of S3\'s');
  const { key, sequencer, "version-id": versionId } = detail.object;
  return { bucket: detail.bucket.name, key, versionId, sequencer };
}

/** Folder markers, the empty objects consoles make for `firmware/thermostat/`, are nobody's firmware. */
export function isFolderMarker(key: string): boolean {
  return key.endsWith("/");
}
