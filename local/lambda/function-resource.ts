import { existsSync } from "node:fs";
import path from "node:path";
import { type Account, arnOf } from "../account.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../http/aws-error.ts";
import type { Resource, ResourceType } from "../resource.ts";
import type { Bundle } from "./bundle.ts";
import type { LambdaFunction, Logging } from "./function.ts";
import { type CodeSources, codeOf } from "./function-code.ts";
import { invalid, object, type Properties, text, wholeNumber } from "./resource-properties.ts";
import { reservedVariables } from "./sandbox-environment.ts";

/**
 * `AWS::Lambda::Function`. Numbers may come as text, as CloudFormation's parameters do. `Code` is a zip archive in S3, or the sources
 * of it (`codeOf`).
 * @throws AwsError InvalidParameterValueException, ResourceConflictException; Error in esbuild's words
 */
export function functionResource({
  account,
  clock,
  functions,
  retire,
  ...sources
}: CodeSources & {
  account: Account;
  clock: Clock;
  functions: Map<string, LambdaFunction>;
  /** Ends the processes of a function's code that it had until now. */
  retire: (functionName: string) => void;
}): ResourceType {
  const put = async (name: string, properties: Properties): Promise<Resource> => {
    const settings = settingsOf(properties, name);
    const bundle = await codeOf(properties, sources);
    const fn: LambdaFunction = {
      ...settings,
      name,
      arn: arnOf(account, "lambda", `function:${name}`),
      handler: handlerIn(bundle, text(properties, "Handler")),
      bundle,
      lastModified: clock.now(),
    };
    functions.set(name, fn);
    return { physicalId: name, attributes: { Arn: fn.arn } };
  };
  return {
    createOnlyProperties: ["FunctionName", "PackageType"],
    async create({ properties }) {
      const name = text(properties, "FunctionName");
      if (functions.has(name)) throw new AwsError("ResourceConflictException", `Function already exist: ${name}`, 409);
      return put(name, properties);
    },
    async update({ physicalId, properties }) {
      const resource = await put(physicalId, properties);
      retire(physicalId);
      return resource;
    },
    async delete({ physicalId }) {
      functions.delete(physicalId);
      retire(physicalId);
    },
  };
}

function settingsOf(properties: Properties, name: string) {
  const runtime = text(properties, "Runtime");
  if (runtime !== ourRuntime) {
    throw invalid(`Functions run on the Node.js that runs local AWS: Runtime ${ourRuntime}, not ${runtime}`);
  }
  return {
    runtime,
    description: text(properties, "Description", ""),
    role: text(properties, "Role"),
    memorySize: wholeNumber(properties, "MemorySize", { least: 128, most: 10_240, otherwise: 128 }),
    timeout: wholeNumber(properties, "Timeout", { least: 1, most: 900, otherwise: 3 }),
    environment: environmentOf(object(properties, "Environment")),
    architectures: architecturesOf(properties["Architectures"]),
    tracing: text(object(properties, "TracingConfig"), "Mode", "PassThrough"),
    logging: loggingOf(object(properties, "LoggingConfig"), name),
    deadLetterTarget: deadLetterTargetOf(object(properties, "DeadLetterConfig")),
    tags: tagsOf(properties["Tags"] as { Key: string; Value: string }[] | undefined),
  };
}

const ourRuntime = `nodejs${process.versions.node.split(".")[0]}.x`;

/** A handler names a file of the sources; where the bundle is flat it is found without its folder, as `sam build` rewrites it. */
function handlerIn(bundle: Bundle, handler: string): string {
  const folder = path.dirname(handler);
  return existsSync(path.join(bundle.directory, folder)) ? handler : path.basename(handler);
}

/** One of AWS's two; here the computer's own is used whichever it is. */
function architecturesOf(value: unknown = ["x86_64"]): string[] {
  const [architecture, ...others] = [value].flat();
  if (others.length === 0 && (architecture === "x86_64" || architecture === "arm64")) return [architecture];
  throw invalid(`Architectures is [x86_64] or [arm64], not ${JSON.stringify(value)}`);
}

function environmentOf(environment: Properties): Record<string, string> {
  const variables = object(environment, "Variables");
  const reserved = Object.keys(variables).filter((name) => reservedVariables.includes(name));
  if (reserved.length > 0) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

function loggingOf(logging: Properties, name: string): Logging {
  const format = text(logging, "LogFormat", "Text") === "JSON" ? "JSON" : "Text";
  const level = text(logging, "ApplicationLogLevel", "INFO");
  return {
    group: text(logging, "LogGroup", `/aws/lambda/${name}`),
    format,
    applicationLevel: format === "JSON" ? level : undefined,
  };
}

function deadLetterTargetOf(config: Properties): string | undefined {
  if (config["TargetArn"] === undefined) return undefined;
  const arn = text(config, "TargetArn");
  if (/^arn:aws[\w-]*:(sqs|sns):/.test(arn)) return arn;
  throw invalid(`DeadLetterConfig names a queue or a topic by its ARN, not ${arn}`);
}

function tagsOf(tags: readonly { Key: string; Value: string }[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
