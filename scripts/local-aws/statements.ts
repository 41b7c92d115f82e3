import * as acm from "@aws-sdk/client-acm";
import * as cloudFormation from "@aws-sdk/client-cloudformation";
import * as eventBridge from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as iot from "@aws-sdk/client-iot";
import * as jobsData from "@aws-sdk/client-iot-jobs-data-plane";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sfn from "@aws-sdk/client-sfn";
import * as signer from "@aws-sdk/client-signer";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { acmPlayed } from "../../local/acm/played.ts";
import { cloudControlPlayed } from "../../local/cloudcontrol/played.ts";
import { cloudFormationPlayed } from "../../local/cloudformation/played.ts";
import { eventBridgePlayed } from "../../local/eventbridge/played.ts";
import { modelOf } from "../../local/http/model.ts";
import { frontPlayed } from "../../local/http/played.ts";
import { iamPlayed } from "../../local/iam/played.ts";
import { mqttPlayed } from "../../local/iot/broker/played.ts";
import { jobsDataPlayed } from "../../local/iot/jobs/device/played.ts";
import { iotPlayed } from "../../local/iot/played.ts";
import { lambdaPlayed } from "../../local/lambda/played.ts";
import type { Played } from "../../local/played.ts";
import { s3Played } from "../../local/s3/played.ts";
import { signerPlayed } from "../../local/signer/played.ts";
import { snsPlayed } from "../../local/sns/played.ts";
import { sqsPlayed } from "../../local/sqs/played.ts";
import { stepFunctionsPlayed } from "../../local/stepfunctions/played.ts";
import { stsPlayed } from "../../local/sts/played.ts";

/** What is played of a service, and what is not. */
export interface Statement extends Played {
  /** By name. */
  readonly notPlayed: readonly string[];
}

/** Every service of local AWS, in the order in which people read of them. */
export const statements: readonly Statement[] = [
  withModel(s3Played, s3),
  withModel(eventBridgePlayed, eventBridge),
  withModel(stepFunctionsPlayed, sfn),
  withModel(lambdaPlayed, lambda),
  withModel(signerPlayed, signer),
  withModel(acmPlayed, acm),
  withModel(iotPlayed, iot),
  withModel(jobsDataPlayed, jobsData),
  { notPlayed: [], ...mqttPlayed },
  withModel(sqsPlayed, sqs),
  withModel(snsPlayed, sns),
  withModel(iamPlayed, iam),
  withModel(stsPlayed, sts),
  withModel(cloudFormationPlayed, cloudFormation),
  { notPlayed: [], ...cloudControlPlayed },
  { notPlayed: [], ...frontPlayed }, // has no operations of its own
];

/** Not played is what the service's SDK knows, and its statement does not. */
function withModel(played: Played, sdk: object): Statement {
  const known = [...modelOf(sdk).operations.keys()];
  return { ...played, notPlayed: known.filter((name) => !Object.hasOwn(played.operations, name)).sort() };
}
