import * as acm from "@aws-sdk/client-acm";
import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as iot from "@aws-sdk/client-iot";
import * as iotJobsData from "@aws-sdk/client-iot-jobs-data-plane";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sfn from "@aws-sdk/client-sfn";
import * as signer from "@aws-sdk/client-signer";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { type Constraints, readConstraints } from "../../../local/http/constraints.ts";
import { type Model, modelOf, type OperationModel } from "../../../local/http/model.ts";
import type { Route } from "../../../local/http/routes.ts";
import type { RawRequest } from "../../support/raw-request.ts";
import type { SeededRandom } from "../../support/seeded-random.ts";
import { formCall, jsonCall, restCall } from "./encode-call.ts";
import { inputFor } from "./input.ts";

type Style = "rest" | "xml" | "query" | "1.0" | "1.1";

/** A service as its clients know it. */
export interface Callee {
  readonly service: string;
  readonly style: Style;
  readonly model: Model;
  readonly constraints: Constraints | undefined;
  /** What it plays, for most of the calls. */
  readonly played: readonly string[];
}

const services: readonly [service: string, style: Style, sdk: object, constraints?: string][] = [
  ["acm", "1.1", acm, "acm"],
  ["cloudformation", "query", cloudformation, "cloudformation"],
  ["events", "1.1", eventbridge, "eventbridge"],
  ["iam", "query", iam, "iam"],
  ["iot", "rest", iot, "iot"],
  ["iot-jobs-data", "rest", iotJobsData, "iot-jobs-data"],
  ["lambda", "rest", lambda, "lambda"],
  ["s3", "xml", s3],
  ["signer", "rest", signer, "signer"],
  ["sns", "query", sns, "sns"],
  ["sqs", "1.0", sqs],
  ["states", "1.0", sfn, "sfn"],
  ["sts", "query", sts, "sts"],
];

/** All services that speak one of AWS's protocols, with what each plays, by its signing name. */
export function calleesOf(played: ReadonlyMap<string, readonly string[]>): readonly Callee[] {
  return services.map(([service, style, sdk, constraints]) => ({
    service,
    style,
    model: modelOf(sdk),
    constraints: constraints === undefined ? undefined : readConstraints(constraints),
    played: played.get(service) ?? [],
  }));
}

/** A call of some operation of a service's, one that is played nine times of ten; well formed, but for its input. */
export function hostileCall(
  { service, style, model, constraints, played }: Callee,
  random: SeededRandom,
  names: ReadonlyMap<string, string>,
): RawRequest {
  const all = [...model.operations.keys()];
  const [first = "", ...others] = random.chance(0.9) ? played : all;
  const operation = model.operations.get(random.pick([first, ...others])) as OperationModel;
  const members = inputFor({ random, names, constraints }, operation.name, operation.input);
  if (style === "query") return formCall(operation.name, "2010-05-15", operation.input, members);
  if (style === "1.0" || style === "1.1") return jsonCall(`${service}.${operation.name}`, style, members);
  const route = model.routes.find((one) => one.operation === operation) as Route<OperationModel>;
  return restCall(route, members, style === "xml");
}
