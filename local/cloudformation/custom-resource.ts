import { randomUUID } from "node:crypto";
import { type Clock, sleep } from "../clock.ts";
import type { Resource, ResourceType } from "../resource.ts";
import type { CustomResourceResponse, CustomResourceResponses } from "./custom-resource-responses.ts";
import { ResourceFailure } from "./resource-failure.ts";

/** What custom resources need of the world. */
export interface CustomResourceWorld {
  readonly clock: Clock;
  readonly responses: CustomResourceResponses;
  /** Hands an event to a function, and does not wait for it. @throws AwsError when there is no such function */
  invokeFunction(arn: string, event: object): void;
  /** Aborts when local AWS stops: then nothing is asked or waited for any more. */
  readonly stopping: AbortSignal;
}

/** A request but for what is the same in all. */
type Request =
  | { readonly RequestType: "Create"; readonly ResourceProperties: object }
  | { readonly RequestType: "Delete"; readonly PhysicalResourceId: string; readonly ResourceProperties: object }
  | {
      readonly RequestType: "Update";
      readonly PhysicalResourceId: string;
      readonly ResourceProperties: object;
      readonly OldResourceProperties: object;
    };

type Properties = Readonly<Record<string, unknown>>;

const longestWait = 3600; // seconds, and what is waited when the resource does not say

/**
 * `AWS::CloudFormation::CustomResource` and `Custom::…`: the function named by `ServiceToken` makes, changes and deletes it, and
 * answers at the ResponseURL ("Custom resource request and response reference" in the CloudFormation guide). An id that changes
 * with an update makes another resource of it.
 * @throws ResourceFailure for FAILED, with its reason, and when no answer comes in `ServiceTimeout` seconds of the clock
 */
export function customResourceType(
  { resourceType, stackId }: { resourceType: string; stackId: string },
  { clock, responses, invokeFunction, stopping }: CustomResourceWorld,
): ResourceType {
  const ask = async (LogicalResourceId: string, properties: Properties, request: Request): Promise<Resource> => {
    stopping.throwIfAborted();
    const RequestId = randomUUID();
    const physicalId = "PhysicalResourceId" in request ? request.PhysicalResourceId : undefined;
    const ids = { StackId: stackId, RequestId, LogicalResourceId };
    const ServiceToken = serviceTokenOf(properties);
    const expected = responses.expect(ids);
    const event = { ...request, ServiceToken, ResponseURL: expected.url, ...ids, ResourceType: resourceType };
    const waiting = new AbortController();
    try {
      invokeFunction(ServiceToken, event);
      const wait = secondsToWait(properties) * 1000;
      const late = sleep(clock, wait, AbortSignal.any([waiting.signal, stopping])).then(() =>
        Promise.reject(noResponse(RequestId, physicalId)),
      );
      return resourceOf(await Promise.race([expected.response, late]), physicalId);
    } finally {
      expected.forget();
      waiting.abort();
    }
  };
  return {
    createOnlyProperties: [],
    create: ({ logicalId, properties }) =>
      ask(logicalId, properties, { RequestType: "Create", ResourceProperties: asTexts(properties) }),
    async update({ logicalId, physicalId, properties, previousProperties }) {
      return ask(logicalId, properties, {
        RequestType: "Update",
        PhysicalResourceId: physicalId,
        ResourceProperties: asTexts(properties),
        OldResourceProperties: asTexts(previousProperties),
      });
    },
    async delete({ logicalId, physicalId, properties }) {
      const ResourceProperties = asTexts(properties);
      await ask(logicalId, properties, { RequestType: "Delete", PhysicalResourceId: physicalId, ResourceProperties });
    },
  };
}

function serviceTokenOf({ ServiceToken }: Properties): string {
  if (typeof ServiceToken === "string" && /^arn:[^:]+:lambda:/.test(ServiceToken)) return ServiceToken;
  throw new ResourceFailure(
    `Invalid service token: local AWS takes the ARN of a function, not ${JSON.stringify(ServiceToken)}`,
  );
}

/** @throws ResourceFailure when it is no whole number of seconds up to an hour */
function secondsToWait({ ServiceTimeout = longestWait }: Properties): number {
  const seconds = Number(ServiceTimeout);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= longestWait) return seconds;
  throw new ResourceFailure(
    `ServiceTimeout is a whole number of seconds from 1 to ${longestWait}, not ${JSON.stringify(ServiceTimeout)}`,
  );
}

function resourceOf(response: CustomResourceResponse, known: string | undefined): Resource {
  const { Status, Reason, PhysicalResourceId: physicalId = known, RequestId, Data = {} } = response;
  if (Status === "FAILED") {
    const message = `Received response status [FAILED] from custom resource. Message returned: ${Reason ?? ""} (RequestId: ${RequestId})`;
    throw new ResourceFailure(message, physicalId);
  }
  if (!physicalId) throw new ResourceFailure("Invalid PhysicalResourceId");
  const attributes = Object.entries(Data).map(([name, value]) => [name, textOf(value)]);
  return { physicalId, attributes: Object.fromEntries(attributes) };
}

function noResponse(requestId: string, physicalId: string | undefined): ResourceFailure {
  return new ResourceFailure(
    `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
    physicalId,
  );
}

/** CloudFormation sends numbers and booleans as texts. */
function asTexts(properties: Properties): Properties {
  const text = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(text);
    if (typeof value !== "object" || value === null) return String(value);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, text(item)]));
  };
  return text(properties) as Properties;
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
