import { refusedForm } from "./aws-query.ts";
import { encodeXml } from "./encode-xml.ts";
import type { AwsRefusal, ServiceResponse } from "./service.ts";
import type { SignedRequest } from "./sigv4.ts";

/**
 * The answer to a request for a service that local AWS does not play: 501 `NotImplemented`, in the form that the service's
 * clients understand. It names the operation too, where a header does.
 */
export function notServed(service: string, request: SignedRequest, id: string): ServiceResponse {
  const operation = operationIn(request);
  const message = `Local AWS does not play ${operation ? `${service}:${operation}` : service}`;
  const refusal: AwsRefusal = { name: "NotImplemented", message, status: 501 };
  if (isForm(request)) return refusedForm(refusal, id);
  if (service.startsWith("s3")) return refusedXml(refusal, id);
  return {
    status: refusal.status,
    headers: { "content-type": "application/json", "x-amzn-errortype": refusal.name },
    body: JSON.stringify({ __type: refusal.name, message }),
  };
}

/** `DynamoDB_20120810.ListTables` of services that are called by a header; the others' requests do not say it so plainly. */
function operationIn({ headers }: SignedRequest): string | undefined {
  return /\.(\w{1,128})$/.exec(headers["x-amz-target"]?.toString() ?? "")?.[1];
}

/** IAM's and EC2's clients send forms, and understand nothing but XML. */
function isForm({ headers }: SignedRequest): boolean {
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
}

/** As S3's kin answers: `s3express`, `s3-object-lambda`, `s3-outposts`. */
function refusedXml({ name, message, status }: AwsRefusal, id: string): ServiceResponse {
  const body = encodeXml({ Error: { Code: name, Message: message, RequestId: id } });
  return { status, headers: { "content-type": "application/xml" }, body };
}
