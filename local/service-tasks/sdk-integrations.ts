import { failureOf, inJava2 } from "../stepfunctions/tasks/service-failure.ts";
import type { Integration, Integrations } from "../stepfunctions/tasks/task-services.ts";
import { inputOf, resultOf } from "./members.ts";
import { modelOfService, type SdkService, sdkServices } from "./sdk-services.ts";
import type { CallService } from "./service-calls.ts";

/**
 * `aws-sdk:<service>:<action>` for every operation that local AWS plays
 * (https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html).
 * @param services what is played, by signing names
 */
export function sdkIntegrations(
  services: readonly { readonly signingName: string; readonly operations: readonly string[] }[],
  call: CallService,
): Integrations {
  const integrations = Object.entries<SdkService>(sdkServices).flatMap(([name, service]) => {
    const played = services.find(({ signingName }) => signingName === service.signingName)?.operations ?? [];
    return played.map((operation) => [
      `aws-sdk:${name}:${operation.slice(0, 1).toLowerCase()}${operation.slice(1)}`,
      integrationOf(service, operation, call),
    ]);
  });
  return Object.fromEntries(integrations);
}

function integrationOf(service: SdkService, operation: string, call: CallService): Integration {
  const java = inJava2(service.javaName);
  return async (parameters, signal, machine) => {
    const model = modelOfService(service);
    const { input, output } = model.operations.get(operation) ?? {};
    try {
      const given = input && inputOf(input, parameters);
      const answer = await call(service, operation, given ?? {}, { signal, machine });
      return output ? ((await resultOf(output, answer)) ?? {}) : {};
    } catch (error) {
      throw failureOf(withoutBody(operation, error), model, java);
    }
  };
}

/** What the SDK for Java says is missing when an answer has no body to say so. */
const absent: Readonly<Record<string, string>> = { HeadBucket: "NoSuchBucket", HeadObject: "NoSuchKey" };

/** The error of a HEAD request, which is answered without a body, as the SDK for Java has it: no message, and a name by the operation. */
function withoutBody(operation: string, error: unknown): unknown {
  const name = absent[operation];
  if (name === undefined || !(error instanceof Error) || !("$metadata" in error)) return error;
  const { $metadata } = error;
  return Object.assign(new Error("null"), { name: error.name === "NotFound" ? name : error.name, $metadata });
}
