import { readdirSync } from "node:fs";
import * as iot from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { readConstraints, violations } from "../../../local/http/constraints.ts";
import { modelOf } from "../../../local/http/model.ts";

const constraints = readConstraints("iot");
const { operations } = modelOf(iot);

function check(operation: string, input: unknown): string[] {
  const schema = operations.get(operation)?.input;
  if (!schema) throw new Error(`no operation ${operation}`);
  return violations(constraints, operation, schema, input);
}

describe("the model's constraints", () => {
  it("accept what Java's character classes accept", () => {
    expect(check("CancelJob", { jobId: "job", reasonCode: "RELEASE_FAILED_2" })).toEqual([]);
    expect(check("CancelJob", { jobId: "job", reasonCode: "too old" })).toHaveLength(1);
    const thingGroupProperties = { thingGroupDescription: "all of them" };
    expect(check("CreateThingGroup", { thingGroupName: "group", thingGroupProperties })).toEqual([]);
  });

  it.each([
    [
      "a required member that is missing",
      {},
      "Value at 'streamId' failed to satisfy constraint: Member must not be null",
    ],
    [
      "a text that is too long",
      { description: "x".repeat(2029) },
      "Member must have length less than or equal to 2028",
    ],
    ["a list that is too short", { files: [] }, "Member must have length greater than or equal to 1"],
    [
      "a number out of range, by its path",
      { files: [{ fileId: 256 }] },
      "Value '256' at 'files.1.member.fileId' failed to satisfy constraint: Member must have value less than or equal to 255",
    ],
  ])("name %s", (_, input, sentence) => {
    expect(check("CreateStream", input)).toContainEqual(expect.stringContaining(sentence));
  });

  it("name the values an enum has", () => {
    expect(check("ListJobs", { status: "DONE" })).toEqual([
      "Value 'DONE' at 'status' failed to satisfy constraint: Member must satisfy enum value set: " +
        "[IN_PROGRESS, CANCELED, COMPLETED, DELETION_IN_PROGRESS, SCHEDULED]",
    ]);
  });

  it("have no pattern that JavaScript cannot read", () => {
    const files = readdirSync(new URL("../../../local/http/constraints/", import.meta.url));
    const patterns = files.flatMap((file) =>
      Object.values(readConstraints(file.replace(".json", "")).shapes).flatMap(({ pattern }) => pattern ?? []),
    );
    const foreign = patterns.filter((pattern) =>
      /\\p\{(?!(L|N|Z|P|S|M|C|Lu|Ll|Nd|IsL|Upper|Digit|Graph|Cntrl|ASCII)\})/.test(pattern),
    );
    expect(foreign).toEqual([]);
  });
});
