// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { createSns } from "../../../local/sns/sns.ts";
import { createSqs } from "../../../local/sqs/sqs.ts";
import { deployTemplate, deployTemplateFile, makingOnly } from "../../support/stand-in-resources.ts";

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

describe("a stack", () => {
  it("is made in the order its resources refer to one another, and tells its outputs", async () => {
    const stack = await deployTemplate(`
      Parameters: { Stage: { Type: String, Default: test } }
      Resources:
        Policy: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref Bucket, PolicyDocument: { Resource: !Sub "\${Bucket.Arn}/*" } } }
        Rule: { Type: AWS::Events::Rule, DependsOn: Policy, Properties: { Name: !Ref Stage } }
        Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Join ["-", [!Ref AWS::StackName, !Ref Stage]] } }
      Outputs:
        Bucket: { Value: !Ref Bucket, Export: { Name: bucket } }
        Arn: { Value: !GetAtt Bucket.Arn }
    `);
    expect(stack.made.map(({ logicalId }) => logicalId)).toEqual(["Bucket", "Policy", "Rule"]);
    expect(stack.properties("Bucket")).toEqual({ BucketName: "ota-test" });
    expect(stack.properties("Policy")).toEqual({
      Bucket: "physical-Bucket",
      PolicyDocument: { Resource: "arn:aws:Bucket/*" },
    });
    expect(stack.outputs).toEqual({ Bucket: "physical-Bucket", Arn: "arn:aws:Bucket" });
    expect(stack.resources["Rule"]).toMatchObject({
      type: "AWS::Events::Rule",
      physicalId: "physical-Rule",
      attributes: { Arn: "arn:aws:Rule", Name: "Rule" },
    });
  });

  it("has only what its conditions allow, and refers only to that", async () => {
    const template = `
      Parameters: { Stage: { Type: String } }
      Conditions: { IsProd: !Equals [!Ref Stage, prod] }
      Resources:
        Archive: { Type: AWS::S3::Bucket, Condition: IsProd }
        Rule: { Type: AWS::Events::Rule, DependsOn: [Archive], Properties: { Description: !If [IsProd, !Ref Archive, none] } }
      Outputs:
        Archive: { Condition: IsProd, Value: !Ref Archive }
    `;
    const test = await deployTemplate(template, { parameters: { Stage: "test" } });
    const prod = await deployTemplate(template, { parameters: { Stage: "prod" } });
    expect(Object.keys(test.resources)).toEqual(["Rule"]);
    expect(test.outputs).toEqual({});
    expect(test.properties("Rule")).toMatchObject({ Description: "none" });
    expect(prod.properties("Rule")).toMatchObject({ Description: "physical-Archive" });
    expect(prod.outputs).toEqual({ Archive: "physical-Archive" });
  });

  it("names what the template does not name, the same each time", async () => {
    const template = `
      Resources:
        Images: { Type: AWS::S3::Bucket }
        Work: { Type: AWS::Lambda::Function }
        Machine: { Type: AWS::StepFunctions::StateMachine, Properties: { DefinitionString: "{}" } }
        ${"L".repeat(70)}: { Type: AWS::Lambda::Function }
    `;
    const [first, second] = [await deployTemplate(template), await deployTemplate(template)];
    expect(first.properties("Images")["BucketName"]).toMatch(/^ota-images-[a-z0-9]{12}$/);
    expect(first.properties("Work")["FunctionName"]).toMatch(/^ota-Work-[A-Z0-9]{12}$/);
    expect(first.properties("Machine")["StateMachineName"]).toMatch(/^Machine-[A-Z0-9]{12}$/);
    expect(first.properties("L".repeat(70))["FunctionName"]).toMatch(/^ota-L{47}-[A-Z0-9]{12}$/);
    expect(second.made).toEqual(first.made);
  });

  it("keeps its roles, with what other policies add to them", async () => {
    const { roles, outputs } = await deployTemplate(`
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: { Statement: { Effect: Allow, Action: sts:AssumeRole } }
            ManagedPolicyArns: [arn:managed]
            Policies: [{ PolicyName: Read, PolicyDocument: { Statement: [] } }]
        PassItself:
          Type: AWS::IAM::Policy
          Properties:
            PolicyName: Pass
            Roles: [!Ref Role]
            PolicyDocument: { Statement: { Effect: Allow, Action: iam:PassRole, Resource: !GetAtt Role.Arn } }
      Outputs: { Arn: { Value: !GetAtt Role.Arn }, Name: { Value: !Ref Role } }
    `);
    const { Arn = "", Name } = outputs;
    expect(Arn).toBe(`arn:aws:iam::123456789012:role/${Name}`);
    expect(roles.find(({ arn }) => arn === Arn)).toEqual({
      createdAt: expect.any(Date),
      name: Name,
      arn: Arn,
      trust: { Statement: { Effect: "Allow", Action: "sts:AssumeRole" } },
      managedPolicyArns: ["arn:managed"],
      policies: [
        { name: "Read", document: { Statement: [] } },
        { name: "Pass", document: { Statement: { Effect: "Allow", Action: "iam:PassRole", Resource: Arn } } },
      ],
    });
  });

  it("knows alarms by the ids AWS gives them", async () => {
    const { outputs } = await deployTemplate(`
      Resources: { Full: { Type: AWS::CloudWatch::Alarm, Properties: { AlarmName: full, AlarmActions: [arn:topic] } } }
      Outputs: { Alarm: { Value: !GetAtt Full.Arn } }
    `);
    expect(outputs).toEqual({ Alarm: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:full" });
  });

  it("fills the definition of a state machine", async () => {
    const { properties } = await deployTemplate(`
      Resources:
        Work: { Type: AWS::Lambda::Function }
        Machine:
          Type: AWS::StepFunctions::StateMachine
          Properties:
            DefinitionString: '{"Resource":"\${WorkArn}","Seconds":\${Seconds}}'
            DefinitionSubstitutions: { WorkArn: !GetAtt Work.Arn, Seconds: 5 }
    `);
    expect(properties("Machine")).toEqual({
      StateMachineName: expect.any(String),
      DefinitionString: '{"Resource":"arn:aws:lambda:Work","Seconds":5}',
    });
  });

  it.each([
    [
      "a name the definition alone has",
      '\'{"a":"${A}${B}"}\'',
      "{ A: 1 }",
      "The definition of Machine names ${B}, and DefinitionSubstitutions do not",
    ],
    [
      "a name the definition does not have",
      '\'{"a":"${A}"}\'',
      "{ A: 1, B: 2 }",
      "DefinitionSubstitutions of Machine give ${B}, which its definition does not name",
    ],
  ])("refuses %s", async (_, definition, substitutions, message) => {
    const stack = deployTemplate(`
      Resources:
        Machine:
          Type: AWS::StepFunctions::StateMachine
          Properties: { DefinitionString: ${definition}, DefinitionSubstitutions: ${substitutions} }
    `);
    await expect(stack).rejects.toThrow(message);
  });

  it.each([
    ["a type", "A: { Type: AWS::DynamoDB::Table }", "Local AWS does not play AWS::DynamoDB::Table: A"],
    [
      "a property",
      "A: { Type: AWS::Lambda::Function, Properties: { Layers: [] } }",
      "does not play the property Layers of A (AWS::Lambda::Function)",
    ],
    [
      "a property of a state machine",
      "A: { Type: AWS::StepFunctions::StateMachine, Properties: { EncryptionConfiguration: { Type: AWS_OWNED_KEY } } }",
      "does not play the property EncryptionConfiguration of A (AWS::StepFunctions::StateMachine)",
    ],
    [
      "a reference to nothing",
      "A: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub '${Nothing}' } }",
      "Unresolved resource dependencies [Nothing]",
    ],
    [
      "a cycle",
      "A: { Type: AWS::S3::Bucket, DependsOn: B }, B: { Type: AWS::S3::Bucket, Properties: { BucketName: !GetAtt C.Arn } }, C: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref A } }, D: { Type: AWS::S3::Bucket }",
      "Circular dependency between resources: [A, B, C]",
    ],
    [
      "a condition that is not there",
      "A: { Type: AWS::S3::Bucket, Condition: Nothing }",
      "Unresolved condition dependency Nothing",
    ],
  ])("refuses %s before anything is made", async (_, resources, message) => {
    const made: string[] = [];
    const resourceTypes = {
      "AWS::S3::Bucket": makingOnly(async ({ logicalId }) => {
        made.push(logicalId);
        return { physicalId: logicalId, attributes: {} };
      }),
    };
    await expect(deployTemplate(`Resources: { ${resources} }`, { resourceTypes })).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(message),
    });
    expect(made).toEqual([]);
  });

  it("names the resource that could not be made, once nothing is being made any more", async () => {
    const made: string[] = [];
    const resourceTypes = {
      "AWS::S3::Bucket": makingOnly(async ({ logicalId }) => {
        if (logicalId === "Bad") throw new Error("The bucket is taken");
        await new Promise((resolve) => setImmediate(resolve));
        made.push(logicalId);
        return { physicalId: logicalId, attributes: {} };
      }),
    };
    const template =
      "Resources: { Needs: { Type: AWS::Events::Rule, Properties: { Name: !Ref Bad } }, Bad: { Type: AWS::S3::Bucket }, Good: { Type: AWS::S3::Bucket } }";
    await expect(deployTemplate(template, { resourceTypes })).rejects.toThrow(
      "Bad (AWS::S3::Bucket) could not be made: The bucket is taken",
    );
    expect(made).toEqual(["Good"]);
  });

  it("can be made of the template of this project", async () => {
    const of = { account: defaultAccount, clock: new VirtualClock() };
    const sqs = createSqs({ ...of, endpoint: () => "http://127.0.0.1:4566" });
    const sns = createSns({ ...of, sendToQueue: sqs.queues.send });
    const { made, outputs } = await deployTemplateFile(file("../../../template.yaml"), {
      parameters: { SigningProfileName: "thermostat", NotificationEmail: "ops@example.com" },
      resourceTypes: { ...sqs.resourceTypes, ...sns.resourceTypes },
    });
    const types = new Set(made.map(({ type }) => type));
    expect([...types].sort()).toEqual([
      "AWS::Events::Rule",
      "AWS::Lambda::EventInvokeConfig",
      "AWS::Lambda::Function",
      "AWS::S3::Bucket",
      "AWS::S3::BucketPolicy",
      "AWS::StepFunctions::StateMachine",
    ]);
    expect(outputs).toMatchObject({
      FirmwareBucket: "physical-FirmwareBucket",
      SigningProfileName: "physical-SigningProfile",
      NoticesTopicArn: expect.stringMatching(/^arn:aws:sns:us-east-1:123456789012:ota-Notices-/),
      UndeliveredEventsUrl: expect.stringMatching(/^http:\/\/127.0.0.1:4566\/123456789012\/ota-UndeliveredEvents-/),
    });
  });
});
