import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { Properties, ResourceDeclaration } from "../template.ts";
import { templateError } from "../template-error.ts";
import { checkProperties } from "../understood.ts";
import { tracingPolicy } from "./function.ts";
import { given } from "./given.ts";
import { notPackaged, packagedObject } from "./packaged.ts";
import { samRole } from "./role.ts";
import { samTags } from "./tags.ts";

/**
 * What SAM makes of `AWS::Serverless::StateMachine`: the state machine with the definition its file holds, and a role unless one is
 * named.
 * @param directory where the template is: `DefinitionUri` starts there, unless it is an object in S3
 * @throws AwsError ValidationError for what is not played, and for a definition that cannot be read
 */
export function samStateMachine(
  id: string,
  resource: ResourceDeclaration,
  { directory }: { directory: string | undefined },
): Record<string, ResourceDeclaration> {
  const properties = resource.Properties ?? {};
  checkProperties(id, resource.Type, properties);
  const { Definition, DefinitionUri, DefinitionSubstitutions, Role, Policies, Name, Type, Logging, Tracing, Tags } =
    properties;
  const tags = samTags("stateMachine:createdBy", Tags);
  const machine: ResourceDeclaration = {
    ...resource,
    Type: "AWS::StepFunctions::StateMachine",
    Properties: {
      ...(Definition === undefined ? definitionAt(id, directory, DefinitionUri) : { Definition }),
      RoleArn: Role ?? { "Fn::GetAtt": [`${id}Role`, "Arn"] },
      Tags: tags,
      ...given({
        DefinitionSubstitutions,
        StateMachineName: Name,
        StateMachineType: Type,
        LoggingConfiguration: Logging,
        TracingConfiguration: Tracing,
      }),
    },
  };
  if (Role !== undefined) return { [id]: machine };
  const managed = (Tracing as Properties | undefined)?.["Enabled"] === true ? [tracingPolicy] : [];
  const role = samRole(`${id}Role`, { service: "states.amazonaws.com", managed, policies: Policies, tags });
  return { [id]: machine, [`${id}Role`]: role };
}

function definitionAt(id: string, directory: string | undefined, uri: unknown): Properties {
  const packaged = packagedObject(uri);
  if (!packaged) return { DefinitionString: readDefinition(id, directory, uri) };
  const { bucket, key, version } = packaged;
  return { DefinitionS3Location: given({ Bucket: bucket, Key: key, Version: version }) };
}

/** The definition's text; one in YAML as JSON. */
function readDefinition(id: string, directory: string | undefined, uri: unknown): string {
  if (typeof uri !== "string") throw templateError(`${id} needs a Definition, or a DefinitionUri that is a file`);
  if (directory === undefined) throw notPackaged(id, "DefinitionUri");
  const file = path.resolve(directory, uri);
  try {
    const text = readFileSync(file, "utf8");
    const definition: unknown = parse(text);
    return file.endsWith(".json") ? text : JSON.stringify(definition, null, 2);
  } catch (error) {
    throw templateError(`The definition of ${id} cannot be read: ${(error as Error).message}`);
  }
}
