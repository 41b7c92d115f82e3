import { readFile } from "node:fs/promises";
import path from "node:path";
import * as sdk from "@aws-sdk/client-cloudformation";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import type { CloudFormationContext, ReadObject } from "./context.ts";
import { customResourceType } from "./custom-resource.ts";
import { createCustomResourceResponses } from "./custom-resource-responses.ts";
import { isCustom } from "./custom-resource-types.ts";
import { createStack, updateStack } from "./deployment.ts";
import { iamResourceTypes } from "./iam-resources.ts";
import { operations } from "./operations.ts";
import { plainResourceTypes } from "./plain-resources.ts";
import { cloudFormationPlayed } from "./played.ts";
import { revisionOf } from "./revision.ts";
import type { DeployedRole } from "./roles.ts";
import type { LiveResource, Stack } from "./stack.ts";
import { createStacks } from "./stacks.ts";
import { parseTemplate } from "./template.ts";
import { checkUpdatable } from "./updatable.ts";

/** A template to deploy from where it was written. */
export interface TemplateFile {
  /** In YAML or JSON; paths in it start where it is. */
  readonly templateFile: string;
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A stack as it was deployed. */
export interface DeployedStack {
  readonly outputs: Record<string, string>;
  /** By logical id. */
  readonly resources: Readonly<Record<string, LiveResource>>;
}

/** What CloudFormation is handed. */
export interface CloudFormationOptions {
  readonly account: Account;
  readonly clock: Clock;
  /** What the services can make. Types that need only an id are CloudFormation's own. */
  readonly resourceTypes: ResourceTypes;
  readonly readObject: ReadObject;
  /** Hands an event to a function, and does not wait for it. @throws AwsError when there is no such function */
  invokeFunction(arn: string, event: object): void;
  /** Makes a URL of a path of this service, that whoever holds it may put to. */
  presignPut(path: string): string;
  /** Hears of each deployment that failed by a mistake of local AWS itself. */
  onBug(bug: unknown): void;
}

/** CloudFormation, as its API and local AWS itself see it. */
export interface CloudFormation {
  readonly service: Service;
  /**
   * Deploys a stack from its sources, as the API would from a packaged template: makes it, or changes the one that is there. The
   * same stack gets the same names each time.
   * @throws AwsError ValidationError for what is wrong with the template or not played, before anything is made
   * @throws Error that names the resource which could not be made, its cause why; by then all is as it was before
   */
  deploy(template: TemplateFile): Promise<DeployedStack>;
  /** The roles there are, of all stacks. */
  roles(): Iterable<DeployedRole>;
  /** The physical ids of a type's resources, by logical id, of all stacks that are there. */
  physicalIds(resourceType: string): Record<string, string>;
  /** Waits for no custom resource any more: what is being deployed fails. Resolves when nothing is being deployed. */
  stop(): Promise<void>;
}

/** Plays AWS CloudFormation. */
export function createCloudFormation(options: CloudFormationOptions): CloudFormation {
  const { account, clock } = options;
  const roles = new Map<string, DeployedRole>();
  const types = { ...plainResourceTypes(account), ...iamResourceTypes(options, roles), ...options.resourceTypes };
  const responses = createCustomResourceResponses(options.presignPut);
  const stopping = new AbortController();
  const world = { clock, responses, invokeFunction: options.invokeFunction, stopping: stopping.signal };
  const underWay = new Set<Promise<unknown>>();
  const stacks = createStacks(account, clock);
  const context: CloudFormationContext = {
    account,
    clock,
    stacks,
    readObject: options.readObject,
    typeOf: (resourceType, { id }) =>
      isCustom(resourceType) ? customResourceType({ resourceType, stackId: id }, world) : types[resourceType],
    background(work) {
      const watched = work.catch(options.onBug).finally(() => underWay.delete(watched));
      underWay.add(watched);
    },
  };
  const api = apiService({
    signingName: "cloudformation",
    sdk,
    protocol: "awsQuery",
    xmlNamespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    constraints: "cloudformation",
    validationError: "ValidationError",
    played: cloudFormationPlayed,
    operations: operations(context),
  });
  return {
    service: { ...api, handle: (request) => responses.receive(request) ?? api.handle(request) },
    async deploy(template) {
      const stack = await deployFile(template, context);
      const outputs = stack.outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]);
      return { outputs: Object.fromEntries(outputs), resources: Object.fromEntries(stack.resources) };
    },
    roles: () => roles.values(),
    async stop() {
      stopping.abort(new Error("Local AWS stops"));
      await Promise.all(underWay);
    },
    physicalIds(resourceType) {
      const resources = stacks.present().flatMap((stack) => [...stack.resources.values()]);
      const wanted = resources.filter(({ type }) => type === resourceType);
      return Object.fromEntries(wanted.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
    },
  };
}

async function deployFile(
  { templateFile, stackName, parameters }: TemplateFile,
  context: CloudFormationContext,
): Promise<Stack> {
  const original = await readFile(templateFile, "utf8");
  const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  const template = { original, template: parseTemplate(original) };
  const request = { Parameters, Capabilities: ["CAPABILITY_NAMED_IAM"] };
  const found = context.stacks.find(stackName);
  if (found) checkUpdatable(found);
  const stack = found ?? context.stacks.prepare(stackName);
  const revision = revisionOf(template, request, stack, context, path.dirname(path.resolve(templateFile)));
  if (!found) context.stacks.add(stack);
  const { failures } = await (found ? updateStack : createStack)(stack, revision, context);
  const [failure] = failures;
  if (!failure) return stack;
  const { logicalId, type, verb, error } = failure;
  const done = verb === "create" ? "made" : "changed";
  throw new Error(`${logicalId} (${type}) could not be ${done}: ${error.message}`, { cause: error });
}
