import type { Account } from "../../account.ts";
import type { Permission } from "../../http/authorize.ts";
import { acmNeeds } from "./acm.ts";
import { cloudFormationNeeds } from "./cloudformation.ts";
import { eventsNeeds } from "./events.ts";
import { iamNeeds } from "./iam.ts";
import { iotNeeds } from "./iot.ts";
import { jobsDataNeeds } from "./iot-jobs-data.ts";
import { lambdaNeeds } from "./lambda.ts";
import { type Input, permissionsFor, type ServiceNeeds } from "./need.ts";
import { s3Needs } from "./s3.ts";
import { signerNeeds } from "./signer.ts";
import { snsNeeds } from "./sns.ts";
import { sqsNeeds } from "./sqs.ts";
import { statesNeeds } from "./states.ts";

/** By signing name. `sts` has one operation here, and nobody can be kept from it. */
const services: Readonly<Record<string, ServiceNeeds>> = {
  acm: acmNeeds,
  cloudformation: cloudFormationNeeds,
  events: eventsNeeds,
  iam: iamNeeds,
  iot: iotNeeds,
  "iot-jobs-data": jobsDataNeeds,
  lambda: lambdaNeeds,
  s3: s3Needs,
  signer: signerNeeds,
  sns: snsNeeds,
  sqs: sqsNeeds,
  states: statesNeeds,
  sts: { prefix: "sts", arnStart: () => "", operations: { GetCallerIdentity: () => [] } },
};

/**
 * What an operation needs of its caller, after AWS's Service Authorization Reference
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html).
 */
export function needsOf(
  { service, operation, input }: { service: string; operation: string; input: Input },
  account: Account,
): readonly Permission[] {
  const needs = services[service];
  return needs
    ? permissionsFor(needs, operation, input, account)
    : [{ action: `${service}:${operation}`, resource: "*" }];
}

/** The operations of a service whose needs are written down. */
export function knownOperations(service: string): readonly string[] {
  return Object.keys(services[service]?.operations ?? {});
}
