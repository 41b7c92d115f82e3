import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as iot from "@aws-sdk/client-iot";
import * as sfn from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import { defaultAccount } from "../../local/account.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { apiService } from "../../local/http/api-service.ts";
import { startFront } from "../../local/http/front.ts";
import { createAccess } from "../../local/iam/access.ts";
import type { Role } from "../../local/iam/role.ts";
import type { FrontMessage } from "./process.ts";

const asked = ["iot:CreateThing", "states:ListStateMachines", "sns:CreateTopic"];

/** As many roles as a pipeline has, each with ten statements of which the last allows what is asked. */
const roles: readonly Role[] = Array.from({ length: 16 }, (_, at) => ({
  name: `role-${at}`,
  arn: `arn:aws:iam::${defaultAccount.id}:role/role-${at}`,
  trust: { Statement: [] },
  policies: [{ name: "Use", document: { Statement: Array.from({ length: 10 }, (__, of) => statement(of)) } }],
  managedPolicyArns: [],
  createdAt: new Date(0),
}));
function statement(of: number) {
  return {
    Effect: "Allow",
    Action: [`s3:Action${of}`, ...(of < 9 ? [`iot:Action${of}`] : asked)],
    Resource: [`arn:aws:s3:::bucket-${of}/records/*`, of < 9 ? `arn:aws:iot:us-east-1:1:thing/${of}*` : "*"],
  };
}

/** An operation of each protocol that does nothing: what is measured is all that comes before and after one. */
const services = [
  apiService({
    signingName: "iot",
    sdk: iot,
    protocol: "restJson1",
    constraints: "iot",
    validationError: "InvalidRequestException",
    operations: {
      CreateThing: ({ thingName }) => ({
        thingName,
        thingArn: `arn:aws:iot:us-east-1:1:thing/${thingName}`,
        thingId: "1",
      }),
    },
  }),
  apiService({
    signingName: "states",
    sdk: sfn,
    protocol: "awsJson1.0",
    constraints: "sfn",
    validationError: "ValidationException",
    operations: { ListStateMachines: () => ({ stateMachines: [] }) },
  }),
  apiService({
    signingName: "sns",
    sdk: sns,
    protocol: "awsQuery",
    xmlNamespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    constraints: "sns",
    validationError: "ValidationError",
    operations: { CreateTopic: ({ Name }) => ({ TopicArn: `arn:aws:sns:us-east-1:1:${Name}` }) },
  }),
];

const tell = (message: FrontMessage) => void process.send?.(message);
const keys = createAccessKeys(defaultAccount);
const access = createAccess({ account: defaultAccount, roles: () => roles, resourcePolicy: () => undefined });
const front = await startFront({ services, keys, access, accountId: defaultAccount.id, port: 0 });
const rote = createServer((request, response) => {
  request.resume().once("end", () => response.setHeader("content-type", "application/json").end("{}"));
});
await new Promise<void>((resolve) => rote.listen(0, "127.0.0.1", resolve));

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  tell({ cpu: (user + system) / 1_000_000 });
});
process.once("disconnect", () => process.exit());
tell({
  front: Number(new URL(front.endpoint).port),
  rote: (rote.address() as AddressInfo).port,
  credentials: keys.issue(roles[15]?.arn ?? "", "session"),
});
