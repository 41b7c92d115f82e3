import type { NormalizedSchema } from "@smithy/core/schema";
import type { OperationModel } from "../http/model.ts";
import type { IntegrationModel } from "../stepfunctions/tasks/integration-model.ts";
import { capitalized } from "./members.ts";
import { modelOfService, type SdkService, sdkServices } from "./sdk-services.ts";

/** What Step Functions' own integrations need (measured by badmintoncryer/cdk-preflight). */
const required: Readonly<Record<string, readonly string[]>> = {
  "events:putEvents": ["Entries"],
  "lambda:invoke": ["FunctionName"],
  "sns:publish": ["Message"],
  "sqs:sendMessage": ["QueueUrl", "MessageBody"],
  "states:startExecution": ["StateMachineArn"],
};

/** What AWS's models say of the actions called by `aws-sdk:`, and what Step Functions' own integrations need. */
export const integrationModel: IntegrationModel = {
  isUnknown(integration) {
    const called = serviceOf(integration);
    return called !== undefined && operationOf(called) === undefined;
  },
  unsupportedFields(integration, template) {
    const input = inputOf(integration);
    return input ? [...new Set(unknownNames(input, template))] : [];
  },
  missingFields(integration, parameters) {
    const input = inputOf(integration);
    const needed = input ? requiredOf(input) : (required[integration.replace(/\.sync(:2)?$/, "")] ?? []);
    const given = (parameters ?? {}) as Readonly<Record<string, unknown>>;
    return needed.filter((name) => isMissing(given[name]) && isMissing(given[`${name}.$`]));
  },
};

interface Called {
  readonly service: SdkService;
  readonly action: string;
}

/** Of `aws-sdk:<service>:<action>`, where the service's model is at hand. */
function serviceOf(integration: string): Called | undefined {
  const [kind, name = "", action = ""] = integration.split(":");
  const services: Readonly<Record<string, SdkService>> = sdkServices;
  const service = kind === "aws-sdk" && Object.hasOwn(services, name) ? services[name] : undefined;
  return service && { service, action };
}

/** The names of actions begin with a small letter. */
function operationOf({ service, action }: Called): OperationModel | undefined {
  const name = capitalized(action);
  return name === action ? undefined : modelOfService(service).operations.get(name);
}

function inputOf(integration: string): NormalizedSchema | undefined {
  const called = serviceOf(integration);
  return called && operationOf(called)?.input;
}

/** Required members come first in a schema's list of names, and the schema says how many they are. */
function requiredOf(input: NormalizedSchema): string[] {
  const [, , , , names, , count = 0] = input.getSchema() as unknown as [0, 0, 0, 0, string[], unknown, number?];
  return (names ?? []).slice(0, count).map(capitalized);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function unknownNames(schema: NormalizedSchema, template: unknown): string[] {
  if (typeof template !== "object" || template === null || schema.isBlobSchema() || schema.isDocumentSchema())
    return [];
  if (schema.isListSchema() && Array.isArray(template)) {
    return template.flatMap((item) => unknownNames(schema.getValueSchema(), item));
  }
  if (schema.isMapSchema()) {
    return Object.values(template).flatMap((item) => unknownNames(schema.getValueSchema(), item));
  }
  if (!schema.isStructSchema()) return [];
  const members = new Map([...schema.structIterator()].map(([name, member]) => [capitalized(name), member]));
  return Object.entries(template).flatMap(([key, value]) => {
    const name = key.replace(/\.\$$/, "");
    const member = members.get(name);
    return member ? unknownNames(member, value) : [name];
  });
}
