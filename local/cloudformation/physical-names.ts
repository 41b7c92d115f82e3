import { createHash } from "node:crypto";

interface Naming {
  /** The property that names the resource. */
  readonly property: string;
  readonly longest: number;
  readonly form: (stackName: string, logicalId: string) => string;
}

/** Which of the resources that a stack's logical id has stood for, one after another. */
export interface ResourceSeed {
  readonly stackName: string;
  readonly logicalId: string;
  /** Empty for the first one of all; else what tells its names from those of earlier ones, which may be there still. */
  readonly again: string;
}

const withStack = (stackName: string, logicalId: string) => `${stackName}-${logicalId}`;

/** How CloudFormation names what the template does not: most by stack and logical id, state machines by logical id alone. */
const namings: Readonly<Record<string, Naming>> = {
  "AWS::CloudWatch::Alarm": { property: "AlarmName", longest: 255, form: withStack },
  "AWS::CloudWatch::Dashboard": { property: "DashboardName", longest: 255, form: withStack },
  "AWS::Events::Rule": { property: "Name", longest: 64, form: withStack },
  "AWS::IAM::Role": { property: "RoleName", longest: 64, form: withStack },
  "AWS::Lambda::Function": { property: "FunctionName", longest: 64, form: withStack },
  "AWS::Logs::LogGroup": { property: "LogGroupName", longest: 512, form: withStack },
  "AWS::S3::Bucket": { property: "BucketName", longest: 63, form: (...names) => withStack(...names).toLowerCase() },
  "AWS::SNS::Topic": { property: "TopicName", longest: 256, form: withStack },
  "AWS::SQS::Queue": { property: "QueueName", longest: 80, form: withStack },
  "AWS::StepFunctions::StateMachine": { property: "StateMachineName", longest: 80, form: (_, logicalId) => logicalId },
};

/** A resource's properties with a name among them, if its type has names: the template's own, or one that is the same each time. */
export function named(type: string, seed: ResourceSeed, properties: Record<string, unknown>): Record<string, unknown> {
  const naming = namings[type];
  if (!naming || properties[naming.property] !== undefined) return properties;
  const end = `-${physicalSuffix(seed)}`;
  const start = naming.form(seed.stackName, seed.logicalId).slice(0, naming.longest - end.length);
  return { ...properties, [naming.property]: start + (naming.property === "BucketName" ? end.toLowerCase() : end) };
}

/** The name that the template itself gives a resource, if it does. */
export function customName(type: string, properties: Readonly<Record<string, unknown>>): unknown {
  const naming = namings[type];
  return naming && properties[naming.property];
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** 12 letters and digits that make an id unique: CloudFormation's are random, ours follow from what is named. */
export function physicalSuffix({
  stackName,
  logicalId,
  again,
}: Omit<ResourceSeed, "again"> & { again?: string }): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([stackName, logicalId, ...(again ? [again] : [])]))
    .digest();
  return [...hash.subarray(0, 12)].map((byte) => alphabet[byte % alphabet.length]).join("");
}
