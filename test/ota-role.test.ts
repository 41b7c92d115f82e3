import { describe, expect, it } from "vitest";
import { template } from "./support/template.ts";

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** A statement, or one that is there only under a condition. */
type Given = Statement | { readonly "Fn::If": readonly [condition: string, statement: Statement, otherwise: unknown] };

interface RoleProperties {
  readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly Given[] } }[];
}

const { Policies } = (template.Resources["OtaRole"] ?? expect.fail("no role")).Properties as unknown as RoleProperties;
const allStatements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const statements = allStatements.map((one) => ("Fn::If" in one ? one["Fn::If"][1] : one));
const resourcesOf = (action: string) =>
  statements.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);
const ofThisStack = { Stack: { "Fn::Join": ["_", { "Fn::Split": ["-", { Ref: "AWS::StackName" }] }] } };
const sub = (pattern: RegExp) => ({ "Fn::Sub": expect.stringMatching(pattern) });

describe("what AWS IoT acts as", () => {
  it("writes only where signed images lie, in either bucket, and deletes nothing there", () => {
    expect(resourcesOf("s3:PutObject")).toEqual([
      sub(/^\$\{FirmwareBucket\.Arn\}\/signed\/\*$/),
      sub(/^\$\{ReleaseBucket\.Arn\}\/signed\/\*$/),
    ]);
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith("s3:Delete"))).toEqual([]);
  });

  it("reads uploads by either door, and what is signed", () => {
    const doors = [/^\$\{FirmwareBucket\.Arn\}\/firmware\/\*$/, /^\$\{FirmwareBucket\.Arn\}\/releases\/\*$/];
    const signed = [/^\$\{FirmwareBucket\.Arn\}\/signed\/\*$/, /^\$\{ReleaseBucket\.Arn\}\/signed\/\*$/];
    expect(resourcesOf("s3:GetObjectVersion")).toEqual([...doors, ...signed].map(sub));
  });

  it("signs by the profiles that the stack allows, and makes some only where the stack says so", () => {
    const given = sub(/:\/signing-profiles\/\$\{SigningProfileName\}$/);
    const made = {
      "Fn::Sub": [expect.stringMatching(/:\/signing-profiles\/\$\{Stack\}_SigningProfile_\*$/), ofThisStack],
    };
    const allowed = sub(/:\/signing-profiles\/\$\{AllowedSigningProfiles\}$/);
    const nothing = { Ref: "AWS::NoValue" };
    expect(resourcesOf("signer:StartSigningJob")).toEqual([
      made, // also where it was given one since: releases under way sign by what it had before
      { "Fn::If": ["MakesSigningProfile", nothing, given] },
      { "Fn::If": ["AllowsOtherProfiles", allowed, nothing] },
    ]);
    expect(resourcesOf("signer:PutSigningProfile")).toEqual([allowed]);
    expect(allStatements.filter((one) => "Fn::If" in one)).toMatchObject([
      { "Fn::If": ["MakesProfiles", { Action: "signer:PutSigningProfile" }, { Ref: "AWS::NoValue" }] },
    ]);
  });

  it("makes and deletes only streams that it names itself", () => {
    for (const action of ["iot:CreateStream", "iot:DeleteStream"]) {
      expect(resourcesOf(action)).toEqual([sub(/:stream\/AFR_OTA-\*$/)]);
    }
  });
});
