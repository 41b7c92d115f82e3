import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as iot from "@aws-sdk/client-iot";
import { expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../local/account.ts";
import { createAccessKeys } from "../local/http/access-keys.ts";
import { apiService } from "../local/http/api-service.ts";
import { startFront } from "../local/http/front.ts";
import { createAccess } from "../local/iam/access.ts";
import type { Role } from "../local/iam/role.ts";
import { clientConfig } from "../test/support/local-service.ts";

/** As many roles as a pipeline has, each with ten statements of which the last allows it. */
const roles: readonly Role[] = Array.from({ length: 16 }, (_, at) => ({
  name: `role-${at}`,
  arn: `arn:aws:iam::${defaultAccount.id}:role/role-${at}`,
  trust: { Statement: [] },
  policies: [
    {
      name: "Use",
      document: {
        Statement: Array.from({ length: 10 }, (_, of) => ({
          Effect: "Allow",
          Action: [`s3:Action${of}`, of < 9 ? `iot:Action${of}` : "iot:ListThings"],
          Resource: [`arn:aws:s3:::bucket-${of}/records/*`, of < 9 ? `arn:aws:iot:us-east-1:1:thing/${of}*` : "*"],
        })),
      },
    },
  ],
  managedPolicyArns: [],
  createdAt: new Date(0),
}));

/** What the front costs: the same requests of the same SDK client, checked, decoded and encoded, or answered by rote. */
it("32 requests at once through the SDK's client", { timeout: 120_000 }, async ({ bench }) => {
  const service = apiService({
    signingName: "iot",
    sdk: iot,
    protocol: "restJson1",
    constraints: "iot",
    validationError: "InvalidRequestException",
    operations: { ListThings: () => ({ things: [] }) },
  });
  const keys = createAccessKeys(defaultAccount);
  const access = createAccess({ account: defaultAccount, roles: () => roles, resourcePolicy: () => undefined });
  const front = await startFront({ services: [service], keys, accountId: defaultAccount.id, port: 0 });
  const strict = await startFront({ services: [service], keys, access, accountId: defaultAccount.id, port: 0 });
  const rote = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end('{"things":[]}');
  });
  await new Promise<void>((resolve) => rote.listen(0, "127.0.0.1", resolve));
  const clients = {
    front: new iot.IoTClient(clientConfig(front.endpoint)),
    strict: new iot.IoTClient({ ...clientConfig(strict.endpoint), credentials: keys.issue(roles[15]?.arn ?? "", "s") }),
    rote: new iot.IoTClient(clientConfig(`http://127.0.0.1:${(rote.address() as AddressInfo).port}`)),
  };
  onTestFinished(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await front.stop();
    await strict.stop();
    rote.close();
  });
  const ask = (client: iot.IoTClient) =>
    Promise.all(Array.from({ length: 32 }, () => client.send(new iot.ListThingsCommand({ maxResults: 10 }))));

  const result = await bench.compare(
    bench("answered by rote", () => ask(clients.rote)),
    bench("answered by local AWS", () => ask(clients.front)),
    bench("the same, asked by a role among sixteen", () => ask(clients.strict)),
  );
  expect(result.get("answered by local AWS")).toBeDefined();
});
