import { cloudFormationErrors } from "./errors/cloudformation.ts";
import { commonErrors } from "./errors/common.ts";
import { eventsErrors } from "./errors/events.ts";
import { iamErrors } from "./errors/iam.ts";
import { iotErrors } from "./errors/iot.ts";
import { jobsDataErrors } from "./errors/iot-jobs-data.ts";
import { lambdaErrors } from "./errors/lambda.ts";
import { s3Errors } from "./errors/s3.ts";
import { signerErrors } from "./errors/signer.ts";
import { snsErrors } from "./errors/sns.ts";
import { sqsErrors } from "./errors/sqs.ts";
import { statesErrors } from "./errors/states.ts";
import type { ErrorFault } from "./rule.ts";
import type { ServiceError, ServiceErrors } from "./service-error.ts";

/** By signing name. */
const services: Readonly<Record<string, ServiceErrors>> = {
  cloudformation: cloudFormationErrors,
  iam: iamErrors,
  iot: iotErrors,
  "iot-jobs-data": jobsDataErrors,
  signer: signerErrors,
  s3: s3Errors,
  states: statesErrors,
  events: eventsErrors,
  lambda: lambdaErrors,
  sns: snsErrors,
  sqs: sqsErrors,
};

/**
 * What an operation answers for a fault, by the errors its service's model gives it (botocore 1.43) and AWS's common ones,
 * which no model names; undefined when it cannot fail so.
 */
export function errorOf(service: string, operation: string, fault: ErrorFault): ServiceError | undefined {
  const errors = services[service] ?? commonErrors;
  return errors[fault].find(({ operations }) => operations.test(operation));
}
