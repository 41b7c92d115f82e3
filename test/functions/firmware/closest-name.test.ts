import { expect, it } from "vitest";
import { closestName } from "../../../functions/firmware/closest-name.ts";

const names = ["files", "fileId", "fileType", "targets", "targetSelection", "supersede"];

it.each([
  ["fileid", "fileId"],
  ["target", "targets"],
  ["fileTpye", "fileType"],
  ["target_selection", "targetSelection"],
  ["supercede", "supersede"],
  ["file", "files"],
  ["roleArn", undefined],
  ["", undefined],
  ["x".repeat(60_000), undefined],
])("of %s it is %s that was meant", (written, meant) => {
  expect(closestName(written, names)).toBe(meant);
});
