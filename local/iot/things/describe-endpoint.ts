import type { DescribeEndpointRequest, DescribeEndpointResponse } from "@aws-sdk/client-iot";
import { AwsError } from "../../http/aws-error.ts";
import { invalidRequest } from "../errors.ts";

const unplayed = ["iot:CredentialProvider"];

/** The host, with a port where it needs one, at which an endpoint type (`iot:Data-ATS`, `iot:Jobs`) is served; nothing when it is not. */
export type EndpointAddress = (endpointType: string) => string | undefined;

export function describeEndpoint(
  { endpointType = "iot:Data" }: DescribeEndpointRequest,
  endpointAddress: EndpointAddress,
): DescribeEndpointResponse {
  const address = endpointAddress(endpointType);
  if (address === undefined && unplayed.includes(endpointType))
    throw new AwsError("NotImplemented", `Local AWS does not play ${endpointType} of iot:DescribeEndpoint`, 501);
  if (address === undefined) throw invalidRequest(`Endpoint type ${endpointType} is not supported`);
  return { endpointAddress: address };
}
