import * as cloudFormation from "@aws-sdk/client-cloudformation";
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as iot from "@aws-sdk/client-iot";
import * as jobsData from "@aws-sdk/client-iot-jobs-data-plane";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sfn from "@aws-sdk/client-sfn";
import * as signer from "@aws-sdk/client-signer";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { faults, isError } from "../../../local/faults/rule.ts";
import { errorOf } from "../../../local/faults/service-errors.ts";
import { modelOf } from "../../../local/http/model.ts";

/** What AWS answers without its models saying so. */
const unmodelled = [
  "AccessDenied",
  "AccessDeniedException",
  "ThrottlingException",
  "Throttling",
  "InternalFailure",
  "ValidationError",
  "ValidationException",
];

it.each([
  ["cloudformation", cloudFormation],
  ["iot", iot],
  ["iot-jobs-data", jobsData],
  ["signer", signer],
  ["states", sfn],
  ["events", eventbridge],
  ["lambda", lambda],
  ["sns", sns],
  ["sqs", sqs],
])("the errors of %s are its model's, with the model's statuses", (service, sdk) => {
  const { operations, errors } = modelOf(sdk);
  const answers = [...operations.keys()].flatMap((operation) =>
    faults.filter(isError).flatMap((fault) => errorOf(service, operation, fault) ?? []),
  );
  expect(answers.length).toBeGreaterThan(operations.size);
  const wrong = answers.filter(({ name, status }) => (errors.get(name)?.status ?? status) !== status);
  expect(wrong).toEqual([]);
  expect(answers.filter(({ name }) => !errors.has(name) && !unmodelled.includes(name))).toEqual([]);
});

it("every operation of s3 can be throttled, fail and be denied", () => {
  for (const operation of modelOf(s3).operations.keys()) {
    expect(errorOf("s3", operation, "throttle")).toMatchObject({ name: "SlowDown", status: 503 });
    expect(errorOf("s3", operation, "server-error")).toMatchObject({ name: "InternalError", status: 500 });
    expect(errorOf("s3", operation, "denied")).toMatchObject({ name: "AccessDenied", status: 403 });
  }
});
