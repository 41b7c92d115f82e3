import { isDeepStrictEqual } from "node:util";
import type { ResourceType } from "../resource.ts";
import type { ReadObject } from "./context.ts";
import { isCustom } from "./custom-resource-types.ts";
import { withSubstitutions } from "./definition-substitutions.ts";
import { customName, named, type ResourceSeed } from "./physical-names.ts";
import { ResourceFailure } from "./resource-failure.ts";
import type { LiveResource } from "./stack.ts";

type Properties = Record<string, unknown>;

/** Which of the properties that have changed make another resource of it. */
export function replacingProperties(
  { createOnlyProperties }: ResourceType,
  before: Properties,
  now: Properties,
): string[] {
  return createOnlyProperties.filter((name) => !isDeepStrictEqual(before[name], now[name]));
}

/** @throws ResourceFailure for a custom resource that is to be another function's */
export function refuseOtherFunction(
  { type, properties }: Pick<LiveResource, "type" | "properties">,
  now: Properties,
): void {
  if (isCustom(type) && properties["ServiceToken"] !== now["ServiceToken"])
    throw new ResourceFailure("Modifying service token is not allowed.");
}

/**
 * A resource that has the same name as the one it is to replace cannot be made beside it.
 * @throws ResourceFailure in CloudFormation's words
 */
export function refuseSameName({ type, properties }: Pick<LiveResource, "type" | "properties">, now: Properties): void {
  const name = customName(type, now);
  if (name === undefined || name !== customName(type, properties)) return;
  throw new ResourceFailure(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${String(name)} and update the stack again.`,
  );
}

/**
 * A resource's properties as its service gets them: with a name, and with a state machine's definition filled in.
 * @throws AwsError ValidationError; as S3 does for a definition that is not there
 */
export async function prepared(
  type: string,
  seed: ResourceSeed,
  properties: Properties,
  readObject: ReadObject,
): Promise<Properties> {
  const complete = named(type, seed, properties);
  if (type !== "AWS::StepFunctions::StateMachine") return complete;
  const { DefinitionS3Location: location, ...others } = complete;
  if (location === undefined) return withSubstitutions(seed.logicalId, complete);
  const { Bucket = "", Key = "", Version } = location as { Bucket?: string; Key?: string; Version?: string };
  const definition = await readObject({
    bucket: Bucket,
    key: Key,
    ...(Version === undefined ? {} : { versionId: Version }),
  });
  return withSubstitutions(seed.logicalId, { ...others, DefinitionString: definition.toString("utf8") });
}
