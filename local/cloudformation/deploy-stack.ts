import type { Account } from "../account.ts";
import type { ResourceTypes } from "../resource.ts";
import { withSubstitutions } from "./definition-substitutions.ts";
import { resolve, type StackResource } from "./intrinsic-functions.ts";
import { named } from "./physical-names.ts";
import { createPlainResources } from "./plain-resources.ts";
import type { Roles } from "./roles.ts";
import { outputsOf, planStack, type StackPlan } from "./stack-plan.ts";

/** A stack as it was deployed. */
export interface Stack {
  readonly outputs: Record<string, string>;
  /** By logical id. */
  readonly resources: Record<string, StackResource>;
  /** The roles of the stack, for whoever checks what a call may do. */
  readonly roles: Roles;
}

/** What happens to a resource while its stack is deployed. */
export interface ResourceEvent {
  readonly logicalId: string;
  readonly type: string;
  readonly status: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED";
}

export interface StackOptions {
  /** In YAML or JSON; paths in it start where it is. */
  readonly templateFile: string;
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly account: Account;
  /** What the services can make. Types that need only an id are CloudFormation's own. */
  readonly resourceTypes: ResourceTypes;
  onProgress?(event: ResourceEvent): void;
}

/**
 * Deploys a template: each resource as soon as those it refers to are there. The same stack gets the same names each time.
 * @throws AwsError ValidationError for what is wrong with the template or not played, before anything is made
 * @throws Error that names the resource which could not be made, its cause why; what was made beside it stays
 */
export async function deployStack(options: StackOptions): Promise<Stack> {
  const plain = createPlainResources(options.account);
  const resourceTypes = { ...plain.resourceTypes, ...options.resourceTypes };
  const plan = await planStack({ ...options, resourceTypes });
  await makeResources(plan, { ...options, resourceTypes });
  return { outputs: outputsOf(plan), resources: Object.fromEntries(plan.made), roles: plain.roles };
}

/** Resolves, or rejects with the first failure, when nothing is being made any more. */
async function makeResources(plan: StackPlan, options: StackOptions): Promise<void> {
  const started = new Map<string, Promise<void>>();
  const start = (logicalId: string): Promise<void> => {
    const making = started.get(logicalId) ?? make(logicalId);
    started.set(logicalId, making);
    return making;
  };
  const make = async (logicalId: string): Promise<void> => {
    await Promise.all([...(plan.needs.get(logicalId) ?? [])].map(start));
    plan.made.set(logicalId, await makeResource(logicalId, plan, options));
  };
  const results = await Promise.allSettled(Object.keys(plan.declared).map(start));
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}

async function makeResource(logicalId: string, plan: StackPlan, options: StackOptions): Promise<StackResource> {
  const { Type: type = "", Properties = {} } = plan.declared[logicalId] ?? {};
  const { stackName, resourceTypes, onProgress } = options;
  onProgress?.({ logicalId, type, status: "CREATE_IN_PROGRESS" });
  try {
    const resolved = resolve(Properties, plan.scope) as Record<string, unknown>;
    const complete = named({ type, stackName, logicalId }, resolved);
    const properties = type === "AWS::StepFunctions::StateMachine" ? withSubstitutions(logicalId, complete) : complete;
    const resource = await resourceTypes[type]?.create({ stackName, logicalId, properties });
    if (!resource) throw new Error(`${type} is not played`);
    onProgress?.({ logicalId, type, status: "CREATE_COMPLETE" });
    return { ...resource, type };
  } catch (error) {
    onProgress?.({ logicalId, type, status: "CREATE_FAILED" });
    throw new Error(`${logicalId} (${type}) could not be made: ${(error as Error).message}`, { cause: error });
  }
}
