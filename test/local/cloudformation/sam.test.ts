import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { transformed } from "../../../local/cloudformation/sam/transform.ts";
import { parseTemplate } from "../../../local/cloudformation/template.ts";

const fixture = fileURLToPath(new URL("fixtures/sam", import.meta.url));

const functionWith = (properties: string, metadata = "{ BuildMethod: esbuild }") => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Work:
    Type: AWS::Serverless::Function
    Metadata: ${metadata}
    Properties: { Handler: work.handler, Runtime: nodejs24.x, CodeUri: functions/, ${properties} }
`;
const propertiesOf = (template: string, id = "Work") =>
  transformed(parseTemplate(template), "/project").Resources[id]?.Properties;

describe("the SAM transform", () => {
  it("makes what SAM's own makes", async () => {
    const recorded = JSON.parse(await readFile(path.join(fixture, "translated.json"), "utf8")); // by aws-sam-translator 1.110.0
    const { Resources } = transformed(
      parseTemplate(await readFile(path.join(fixture, "template.yaml"), "utf8")),
      fixture,
    );
    for (const id of ["Receive", "Work", "Sweep", "Untraced", "Borrowed"]) {
      const buildProperties = recorded.Resources[id].Metadata.BuildProperties;
      recorded.Resources[id].Properties.Code = {
        CodeUri: path.join(fixture, "functions"),
        BuildProperties: buildProperties,
      };
    }
    const { Definition: _, ...machine } = recorded.Resources.Machine.Properties;
    const text = await readFile(path.join(fixture, "machine.asl.json"), "utf8");
    recorded.Resources.Machine.Properties = { ...machine, DefinitionString: text };
    expect(Resources).toEqual(recorded.Resources);
  });

  it("merges objects of the globals with a function's own, and puts lists after one another", () => {
    const globals = "Globals: { Function: { Timeout: 5, Tags: { a: 1, b: 2 }, Architectures: [x86_64] } }";
    expect(propertiesOf(`${globals}${functionWith("Tags: { b: 3 }, Architectures: [arm64]")}`)).toMatchObject({
      Timeout: 5,
      Tags: [
        { Key: "lambda:createdBy", Value: "SAM" },
        { Key: "a", Value: 1 },
        { Key: "b", Value: 3 },
      ],
      Architectures: ["x86_64", "arm64"], // as SAM does, which Lambda then refuses
    });
  });

  it.each([
    ["s3://a/b/c.zip", { S3Bucket: "a", S3Key: "b/c.zip" }],
    ["s3://a/b?versionId=v1", { S3Bucket: "a", S3Key: "b", S3ObjectVersion: "v1" }],
    ["{ Bucket: a, Key: !Ref K, Version: v }", { S3Bucket: "a", S3Key: { Ref: "K" }, S3ObjectVersion: "v" }],
  ])("takes the code that is packaged at %s", (uri, Code) => {
    const template = functionWith(`CodeUri: ${uri}`).replace("CodeUri: functions/, ", "");
    expect(transformed(parseTemplate(template)).Resources["Work"]?.Properties).toMatchObject({ Code });
  });

  it("takes a definition that is packaged", () => {
    const properties = "{ DefinitionUri: { Bucket: a, Key: b, Version: c } }";
    const template = `Transform: AWS::Serverless-2016-10-31\nResources: { M: { Type: AWS::Serverless::StateMachine, Properties: ${properties} } }`;
    const { Resources } = transformed(parseTemplate(template));
    expect(Resources["M"]?.Properties).toMatchObject({ DefinitionS3Location: { Bucket: "a", Key: "b", Version: "c" } });
  });

  it("refuses code and definitions that nobody has packaged, unless it knows where they are", () => {
    const message =
      "'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.";
    expect(() => transformed(parseTemplate(functionWith("")))).toThrow(message);
  });

  it("leaves a template without it as it is", () => {
    const template = parseTemplate("Resources: { A: { Type: AWS::S3::Bucket } }");
    expect(transformed(template, "/project")).toEqual(template);
  });

  it("gives all that becomes of a resource its condition", () => {
    const template = functionWith(
      "Events: { Up: { Type: EventBridgeRule, Properties: { Pattern: { source: [a] } } } }",
    ).replace("    Metadata", "    Condition: IsProd\n    Metadata");
    const resources = transformed(parseTemplate(template), "/project").Resources;
    expect(Object.entries(resources).map(([id, { Condition }]) => [id, Condition])).toEqual([
      ["Work", "IsProd"],
      ["WorkRole", "IsProd"],
      ["WorkUp", "IsProd"],
      ["WorkUpPermission", "IsProd"],
    ]);
  });

  it("switches source maps on in Node.js when they are built", () => {
    const metadata = "{ BuildMethod: esbuild, BuildProperties: { Sourcemap: true } }";
    expect(
      propertiesOf(functionWith("Environment: { Variables: { A: b, NODE_OPTIONS: --no-warnings } }", metadata))?.[
        "Environment"
      ],
    ).toEqual({
      Variables: { A: "b", NODE_OPTIONS: "--no-warnings --enable-source-maps" },
    });
  });

  it("puts an inline definition in place", () => {
    const machine =
      "Transform: AWS::Serverless-2016-10-31\nResources: { M: { Type: AWS::Serverless::StateMachine, Properties: { Definition: { StartAt: A }, Role: arn:r } } }";
    expect(propertiesOf(machine, "M")).toMatchObject({ Definition: { StartAt: "A" }, RoleArn: "arn:r" });
    expect(propertiesOf(machine, "MRole")).toBeUndefined();
  });

  it.each([
    [
      "another transform",
      "Transform: AWS::Include\nResources: { A: { Type: x } }",
      'does not play the transform "AWS::Include"',
    ],
    ["globals of other types", `Globals: { Api: {} }${functionWith("")}`, "does not play Globals.Api"],
    [
      "a property of functions",
      functionWith("VpcConfig: {}"),
      "does not play the property VpcConfig of Work (AWS::Serverless::Function)",
    ],
    [
      "a property in the globals",
      `Globals: { Function: { Layers: [a] } }${functionWith("")}`,
      "does not play the property Layers of Work",
    ],
    [
      "another way to build",
      functionWith("", "{ BuildMethod: makefile }"),
      "builds functions by esbuild alone: Work has the BuildMethod makefile",
    ],
    [
      "a policy template",
      functionWith("Policies: [{ SQSPollerPolicy: {} }]"),
      "does not play the policy template SQSPollerPolicy of WorkRole",
    ],
    [
      "an event of another type",
      functionWith("Events: { Tick: { Type: SQS } }"),
      "does not play the event Tick of Work: SQS",
    ],
    [
      "a property of events",
      functionWith("Events: { Up: { Type: EventBridgeRule, Properties: { EventBusName: x } } }"),
      "does not play the property EventBusName of Work.Up",
    ],
    [
      "a destination",
      functionWith("EventInvokeConfig: { DestinationConfig: {} }"),
      "does not play the property DestinationConfig of Work (EventInvokeConfig)",
    ],
    [
      "a dead-letter queue of no type",
      functionWith("DeadLetterQueue: { TargetArn: arn:q }"),
      "The DeadLetterQueue of Work has the Type SQS or SNS, not undefined",
    ],
    [
      "a definition that is not there",
      "Transform: AWS::Serverless-2016-10-31\nResources: { M: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: nowhere.json } } }",
      "The definition of M cannot be read: ENOENT",
    ],
    [
      "no definition",
      "Transform: AWS::Serverless-2016-10-31\nResources: { M: { Type: AWS::Serverless::StateMachine } }",
      "M needs a Definition",
    ],
  ])("refuses %s by name", (_, template, message) => {
    expect(() => propertiesOf(template)).toThrow(message);
  });
});
