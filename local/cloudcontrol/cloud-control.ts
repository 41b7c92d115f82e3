import { AwsError } from "../http/aws-error.ts";
import { isString } from "../http/json-types.ts";
import { parseJson } from "../http/parse-json.ts";
import type { Service, ServiceRequest, ServiceResponse } from "../http/service.ts";

const headers = { "content-type": "application/x-amz-json-1.0" };

/**
 * Cloud Control, as far as `sam list endpoints` asks it: whether a function has a URL. No template can give one here, so it answers
 * what AWS does for functions without.
 */
export function createCloudControl(): { readonly service: Service } {
  return {
    service: {
      signingName: "cloudcontrolapi",
      operations: ["GetResource"],
      handle,
      refuse: ({ name, message, status }) => failure(name, message, status),
    },
  };
}

async function handle(request: ServiceRequest): Promise<ServiceResponse> {
  try {
    return await answer(request);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return failure(error.name, error.message, error.status ?? 400);
  }
}

async function answer(request: ServiceRequest): Promise<ServiceResponse> {
  const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
  if (operation !== "GetResource")
    return failure("NotImplemented", `Local AWS does not play cloudcontrolapi:${operation}`, 501);
  const { TypeName, Identifier } = namedIn(Buffer.concat(await request.body.toArray()).toString());
  await request.begin(operation, { TypeName, Identifier });
  if (TypeName !== "AWS::Lambda::Url")
    return failure("NotImplemented", `Local AWS does not play ${TypeName} here`, 501);
  const message = `Resource of type 'AWS::Lambda::Url' with identifier '${Identifier}' was not found.`;
  return failure("ResourceNotFoundException", message, 400);
}

/** @throws AwsError ValidationException */
function namedIn(json: string): { readonly TypeName: string; readonly Identifier: string } {
  try {
    const { TypeName, Identifier } = Object(parseJson(json));
    if (isString(TypeName) && isString(Identifier)) return { TypeName, Identifier };
  } catch {} // nor is what is no JSON at all
  throw new AwsError("ValidationException", "TypeName and Identifier must not be null", 400);
}

function failure(name: string, message: string, status: number): ServiceResponse {
  return { status, headers, body: JSON.stringify({ __type: name, message }) };
}
