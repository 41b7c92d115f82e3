import { describe, expect, it } from "vitest";
import type { Grant } from "../../local/iam/grants.ts";
import { plainGrant, plainNames } from "../../scripts/permissions/plain-names.ts";
import { permissionTables, withTables } from "../../scripts/permissions/table.ts";
import { unusedOf } from "../../scripts/permissions/unused.ts";

const read: Grant = { holder: "A", policy: "P", statement: "Read", action: "s3:GetObject", resource: "b/x/*", to: "" };

/** What is unused, in short. */
function unused(granted: readonly Grant[], used: readonly Grant[]): string[] {
  return unusedOf(granted, used).map(({ holder, statement, kind, name }) => `${holder} ${statement} ${kind} ${name}`);
}

describe("what is granted and never used", () => {
  const granted = [read, { ...read, action: "s3:PutObject" }, { ...read, resource: "b/y/*" }];

  it("is each action and each resource of a statement by itself", () => {
    expect(unused(granted, [])).toEqual([
      "A Read action s3:GetObject",
      "A Read resource b/x/*",
      "A Read action s3:PutObject",
      "A Read resource b/y/*",
    ]);
    expect(unused(granted, [read])).toEqual(["A Read action s3:PutObject", "A Read resource b/y/*"]);
  });

  it("is nothing of a policy that another role has, too, and uses", () => {
    const shared = [read, { ...read, holder: "B" }];
    expect(unused(shared, [{ ...read, holder: "B" }])).toEqual([]);
  });

  it("is the trust that nobody makes use of, role by role", () => {
    const trust = { ...read, policy: "trust policy", action: "sts:AssumeRole", resource: "" };
    expect(unused([trust, { ...trust, holder: "B" }], [trust])).toEqual(["B Read action sts:AssumeRole"]);
  });
});

describe("the template's own names", () => {
  const plain = plainNames({
    parameters: {
      SigningProfileName: "firmware_signer",
      AllowedSigningProfiles: "odd_*",
      CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0f2b7d6e",
    },
    resources: {
      Bucket: { physicalId: "stack-bucket-abc123", attributes: {} },
      Queue: { physicalId: "https://sqs.us-east-1.amazonaws.com/123456789012/stack-Queue-ABC", attributes: {} },
      ReaderRole: { physicalId: "stack-ReaderRole-XYZ", attributes: {} },
      SigningProfile: { physicalId: "firmware_signer", attributes: {} },
    },
  });

  it.each([
    ["stack-ReaderRole-XYZ", "ReaderRole"],
    ["arn:aws:iam::123456789012:role/stack-ReaderRole-XYZ", "ReaderRole"],
    ["arn:aws:s3:::stack-bucket-abc123/firmware/*", "Bucket/firmware/*"],
    ["arn:aws:sqs:us-east-1:123456789012:stack-Queue-ABC", "Queue"],
    ["arn:aws:iot:us-east-1:123456789012:job/AFR_OTA-*", "job/AFR_OTA-*"],
    ["arn:aws:signer:us-east-1:123456789012:/signing-profiles/odd_*", "signing-profiles/<AllowedSigningProfiles>"],
    [
      "arn:aws:signer:us-east-1:123456789012:/signing-profiles/firmware_signer",
      "signing-profiles/<SigningProfileName>",
    ],
    ["arn:aws:signer:us-east-1:123456789012:/signing-jobs/*", "signing-jobs/*"],
    ["arn:aws:acm:us-east-1:123456789012:certificate/0f2b7d6e", "certificate/<CertificateArn>"],
    ["arn:aws:acm:us-east-1:123456789012:certificate/*", "certificate/*"],
    ["*", "*"],
  ])("stand for %s: %s", (text, name) => {
    expect(plain(text)).toBe(name);
  });

  it("leave actions as they are", () => {
    const grant = { ...read, holder: "stack-ReaderRole-XYZ", resource: "arn:aws:s3:::stack-bucket-abc123" };
    expect(plainGrant(grant, plain)).toEqual({ ...read, holder: "ReaderRole", resource: "Bucket" });
  });

  it("call a function's role by the function", () => {
    const grant = { ...read, holder: "SweepFunctionRole" };
    expect(plainGrant(grant, plain)).toEqual({ ...read, holder: "SweepFunction" });
  });
});

describe("the page", () => {
  const publish = {
    ...read,
    holder: "T",
    statement: "In",
    action: "sns:Publish",
    resource: "T",
    to: "events.amazonaws.com",
  };
  const tables = permissionTables(
    [read, { ...read, action: "s3:PutObject" }, publish],
    [{ holder: "A", statement: "Read", name: "s3:PutObject", because: "nobody can see it" }],
  );

  it("has a row for each statement, and one for each part that is kept unused", () => {
    expect(tables.split("\n").filter((line) => line.startsWith("| A"))).toEqual([
      "| A | Read | `s3:GetObject`, `s3:PutObject` | `b/x/*` |",
      "| A | Read | `s3:PutObject` | nobody can see it |",
    ]);
  });

  it("tells of a resource's policy whom it lets in", () => {
    expect(tables).toContain("| events.amazonaws.com | In | `sns:Publish` | `T` |");
  });

  it("gets them in their place, and again", () => {
    const marks = ["<!-- What follows is written by scripts/permissions.ts --write. -->", "<!-- Here it ends. -->"];
    const page = `# Page\n\n${marks.join("\n")}\n\nMore.\n`;
    const written = withTables(page, tables);
    expect(written).toContain("| A | Read |");
    expect(withTables(written, tables)).toBe(written);
    expect(() => withTables("# Page", tables)).toThrow("The page has no ");
  });
});
