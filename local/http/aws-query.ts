import { AwsError } from "./aws-error.ts";
import { decodeQuery } from "./decode-query.ts";
import { elementsOf, encodeXml } from "./encode-xml.ts";
import type { Model } from "./model.ts";
import type { Protocol } from "./protocol.ts";
import type { AwsRefusal, ServiceRequest, ServiceResponse } from "./service.ts";

const headers = { "content-type": "text/xml" };

/** What refused signatures are called by services that speak this protocol. */
const refusals: Readonly<Record<string, string>> = {
  UnrecognizedClientException: "InvalidClientTokenId",
  InvalidSignatureException: "SignatureDoesNotMatch",
};

/**
 * `awsQuery`: the operation and its input are a form's fields, the answer is XML.
 * @param namespace of a service's XML: `http://sns.amazonaws.com/doc/2010-03-31/`
 */
export function awsQuery(namespace: string): Protocol {
  const document = (name: string, elements: object) => encodeXml({ [name]: { "@xmlns": namespace, ...elements } });
  return {
    read(request, body, { operations }) {
      const form = formOf(request, body);
      const action = form.get("Action") ?? "";
      const operation = operations.get(action);
      if (!operation)
        throw new AwsError(
          "InvalidAction",
          `Could not find operation ${action} for version ${form.get("Version")}`,
          400,
        );
      return { operation, input: decodeQuery(operation.input, form), status: 200 };
    },
    answer({ operation: { name, output: schema }, status }, output, requestId) {
      const result = schema.isUnitSchema() ? {} : { [`${name}Result`]: elementsOf(schema, output) };
      const body = document(`${name}Response`, { ...result, ResponseMetadata: { RequestId: requestId } });
      return { status, headers, body };
    },
    fail({ name, message, status, fields }, requestId, model) {
      const type = status < 500 ? "Sender" : "Receiver";
      const error = { Type: type, Code: codeOf(name, model), Message: message, ...fields };
      return { status, headers, body: document("ErrorResponse", { Error: error, RequestId: requestId }) };
    },
  };
}

/** The refusal of a request to a service of which nothing is known but that it speaks this protocol. */
export function refusedForm(refusal: AwsRefusal, requestId: string): ServiceResponse {
  const unknown: Model = { operations: new Map(), routes: [], errors: new Map() };
  return awsQuery("").fail({ ...refusal, fields: {} }, requestId, unknown);
}

/** A presigned request, such as one that proves who somebody is, has its fields in the query. */
function formOf({ method, query }: ServiceRequest, body: Buffer): URLSearchParams {
  return method === "GET" ? query : new URLSearchParams(body.toString());
}

function codeOf(name: string, { errors }: Model): string {
  return errors.get(name)?.queryCode ?? refusals[name] ?? name;
}
