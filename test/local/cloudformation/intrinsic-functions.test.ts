// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import { describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { conditionJudge } from "../../../local/cloudformation/conditions.ts";
import { resolve, type Scope } from "../../../local/cloudformation/intrinsic-functions.ts";
import { pseudoParameters, stackId } from "../../../local/cloudformation/pseudo-parameters.ts";

const ota = { name: "ota", id: stackId(defaultAccount, "ota", 0) };

const parameters = new Map<string, string | string[]>([
  ...Object.entries(pseudoParameters(defaultAccount, ota)),
  ["Stage", "prod"],
  ["Zones", ["a", "b"]],
]);
const conditions = {
  IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
  IsTest: { "Fn::Not": [{ Condition: "IsProd" }] },
  Both: { "Fn::And": [{ Condition: "IsProd" }, { Condition: "IsTest" }] },
  Either: { "Fn::Or": [{ Condition: "IsTest" }, { Condition: "IsProd" }] },
  Self: { Condition: "Self" },
};
const scope: Scope = {
  parameters,
  isTrue: conditionJudge(conditions, parameters),
  resources: new Map([
    ["Bucket", { type: "AWS::S3::Bucket", physicalId: "ota-bucket", attributes: { Arn: "arn:aws:s3:::ota-bucket" } }],
  ]),
};

describe("an intrinsic function", () => {
  it.each([
    [{ Ref: "Stage" }, "prod"],
    [{ Ref: "Zones" }, ["a", "b"]],
    [{ Ref: "Bucket" }, "ota-bucket"],
    [{ Ref: "AWS::AccountId" }, "123456789012"],
    [{ Ref: "AWS::Region" }, "us-east-1"],
    [{ Ref: "AWS::Partition" }, "aws"],
    [{ Ref: "AWS::URLSuffix" }, "amazonaws.com"],
    [{ Ref: "AWS::StackName" }, "ota"],
    [{ "Fn::GetAtt": ["Bucket", "Arn"] }, "arn:aws:s3:::ota-bucket"],
    [{ "Fn::GetAtt": "Bucket.Arn" }, "arn:aws:s3:::ota-bucket"],
    [{ "Fn::Sub": "${Bucket.Arn}/${Stage}/*" }, "arn:aws:s3:::ota-bucket/prod/*"],
    [{ "Fn::Sub": "${!Stage} of ${AWS::StackName}" }, "${Stage} of ota"],
    [{ "Fn::Sub": ["${A}-${Stage}", { A: { Ref: "Bucket" }, Stage: 7 }] }, "ota-bucket-7"],
    [{ "Fn::Join": ["-", ["a", { Ref: "Stage" }, 3]] }, "a-prod-3"],
    [{ "Fn::Join": ["/", { Ref: "Zones" }] }, "a/b"],
    [{ "Fn::Select": ["1", { Ref: "Zones" }] }, "b"],
    [{ "Fn::Select": [0, { "Fn::Split": [":", "x:y"] }] }, "x"],
    [{ "Fn::If": ["IsProd", { Ref: "Bucket" }, { Ref: "Nowhere" }] }, "ota-bucket"],
    [{ "Fn::If": ["Both", 1, 2] }, 2],
    [{ "Fn::If": ["Either", 1, 2] }, 1],
    [{ a: { "Fn::If": ["IsTest", 1, { Ref: "AWS::NoValue" }] }, b: [{ Ref: "AWS::NoValue" }, 2] }, { b: [2] }],
    [
      { Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ],
    [{ a: [{ b: null, c: 1.5, d: true }] }, { a: [{ b: null, c: 1.5, d: true }] }],
  ])("makes of %j: %j", (value, result) => {
    expect(resolve(value, scope)).toEqual(result);
  });

  it("tells the stack's id, the same each time", () => {
    const id = resolve({ Ref: "AWS::StackId" }, scope);
    expect(id).toMatch(/^arn:aws:cloudformation:us-east-1:123456789012:stack\/ota\/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(id).toBe(pseudoParameters(defaultAccount, ota)["AWS::StackId"]);
  });

  it.each([
    ["what is not there", { Ref: "Nowhere" }, "Unresolved resource dependencies [Nowhere]"],
    ["what is not there, in a text", { "Fn::Sub": "${Nowhere}" }, "Unresolved resource dependencies [Nowhere]"],
    [
      "an attribute the type does not have",
      { "Fn::GetAtt": ["Bucket", "Size"] },
      "Resource type AWS::S3::Bucket does not support attribute {Size}",
    ],
    [
      "an element that is not there",
      { "Fn::Select": [2, { Ref: "Zones" }] },
      "Fn::Select cannot select nonexistent value at index 2",
    ],
    ["too little", { "Fn::Join": ["-"] }, "Fn::Join requires a list of 2"],
    ["no list", { "Fn::Join": ["-", "a"] }, "Fn::Join requires a list"],
    ["a condition that is not there", { "Fn::If": ["Nothing", 1, 2] }, "Unresolved condition dependency Nothing"],
    ["a condition that needs itself", { "Fn::If": ["Self", 1, 2] }, "Circular dependency in condition Self"],
    ["what is not played", { "Fn::ImportValue": "x" }, "Local AWS does not play Fn::ImportValue"],
    [
      "what is not played, deep inside",
      { a: [{ "Fn::FindInMap": ["a", "b", "c"] }] },
      "Local AWS does not play Fn::FindInMap",
    ],
  ])("refuses %s", (_, value, message) => {
    expect(() => resolve(value, scope)).toThrow(message);
  });
});
