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
  const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
  if (operation !== "GetResource") return failure("NotImplemented", `Local AWS does not play ${operation}`, 501);
  const asked = Buffer.concat(await request.body.toArray()).toString();
  const { TypeName, Identifier } = JSON.parse(asked) as { TypeName?: string; Identifier?: string };
  await request.begin(operation, { TypeName, Identifier });
  if (TypeName !== "AWS::Lambda::Url")
    return failure("NotImplemented", `Local AWS does not play ${TypeName} here`, 501);
  const message = `Resource of type 'AWS::Lambda::Url' with identifier '${Identifier}' was not found.`;
  return failure("ResourceNotFoundException", message, 400);
}

function failure(name: string, message: string, status: number): ServiceResponse {
  return { status, headers, body: JSON.stringify({ __type: name, message }) };
}
