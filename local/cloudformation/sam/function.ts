import path from "node:path";
import { isObject, type Properties, type ResourceDeclaration, type Value } from "../template.ts";
import { templateError } from "../template-error.ts";
import { checkProperties } from "../understood.ts";
import { deadLetterPolicy, eventInvokeConfig } from "./asynchronous.ts";
import { eventResources } from "./event.ts";
import { given } from "./given.ts";
import { merged } from "./globals.ts";
import { notPackaged, packagedObject } from "./packaged.ts";
import { samRole } from "./role.ts";
import { samTags } from "./tags.ts";

/**
 * What SAM makes of `AWS::Serverless::Function`: the function, a role unless one is named, a rule and a permission for each event.
 * Code that is packaged is an object in S3. Code that is not is the folder of its sources, and the build properties that make code
 * of them.
 * @param directory where the template is: `CodeUri` starts there
 * @throws AwsError ValidationError for what is not played
 */
export function samFunction(
  id: string,
  resource: ResourceDeclaration,
  { globals, directory }: { globals: Properties; directory: string | undefined },
): Record<string, ResourceDeclaration> {
  const properties = merged(globals, resource.Properties ?? {}) as Properties;
  checkProperties(id, resource.Type, properties);
  const { CodeUri, Policies, Events = {}, Tracing, Tags, Environment, Role, ...others } = properties;
  const { DeadLetterQueue, EventInvokeConfig, ...same } = others;
  const isTraced = Tracing !== undefined && Tracing !== "Disabled";
  const tags = samTags("lambda:createdBy", Tags);
  const packaged = packagedObject(CodeUri);
  const build = packaged ? {} : buildPropertiesOf(id, resource);
  const fn: ResourceDeclaration = {
    ...resource,
    Type: "AWS::Lambda::Function",
    Properties: {
      ...same,
      Code: packaged
        ? given({ S3Bucket: packaged.bucket, S3Key: packaged.key, S3ObjectVersion: packaged.version })
        : { CodeUri: codeDirectory(id, directory, CodeUri), BuildProperties: build },
      Role: Role ?? { "Fn::GetAtt": [`${id}Role`, "Arn"] },
      Tags: tags,
      ...given({
        Environment: environmentOf(Environment, build),
        TracingConfig: isTraced ? { Mode: Tracing } : undefined,
        DeadLetterConfig:
          DeadLetterQueue === undefined ? undefined : { TargetArn: (DeadLetterQueue as Properties)["TargetArn"] },
      }),
    },
  };
  const role = samRole(`${id}Role`, {
    service: "lambda.amazonaws.com",
    managed: [lambdaPolicy, ...(isTraced ? [tracingPolicy] : [])],
    inline: DeadLetterQueue === undefined ? [] : [deadLetterPolicy(id, DeadLetterQueue)],
    policies: Policies,
    tags,
  });
  const events = Object.entries(Events as Readonly<Record<string, Properties>>);
  return Object.assign(
    { [id]: fn },
    Role === undefined ? { [`${id}Role`]: role } : {},
    EventInvokeConfig === undefined
      ? {}
      : { [`${id}EventInvokeConfig`]: eventInvokeConfig(id, resource, EventInvokeConfig) },
    ...events.map(([eventId, event]) => eventResources(id, eventId, event)),
  );
}

const lambdaPolicy = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
export const tracingPolicy = "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess";

function buildPropertiesOf(id: string, { Metadata = {} }: ResourceDeclaration): Properties {
  const { BuildMethod, BuildProperties = {} } = Metadata;
  if (BuildMethod !== "esbuild")
    throw templateError(`Local AWS builds functions by esbuild alone: ${id} has the BuildMethod ${BuildMethod}`);
  if (!isObject(BuildProperties)) throw templateError(`Metadata.BuildProperties of ${id} is no object`);
  return BuildProperties;
}

function codeDirectory(id: string, directory: string | undefined, codeUri: Value): string {
  if (typeof codeUri === "string" && directory !== undefined) return path.resolve(directory, codeUri);
  throw notPackaged(id, "CodeUri");
}

/** Who asks for source maps gets a Node.js that uses them: `sam build` adds that to the template. */
function environmentOf(environment: Value, { Sourcemap }: Properties): Value {
  if (!Sourcemap) return environment;
  const variables = (environment as { Variables?: Properties } | undefined)?.Variables ?? {};
  const options = String(variables["NODE_OPTIONS"] ?? "");
  if (options.split(" ").includes("--enable-source-maps")) return environment;
  return { Variables: { ...variables, NODE_OPTIONS: `${options} --enable-source-maps` } };
}
