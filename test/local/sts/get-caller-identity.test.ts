import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { createAccessKeys } from "../../../local/http/access-keys.ts";
import { startFront } from "../../../local/http/front.ts";
import { createSts } from "../../../local/sts/sts.ts";
import { clientConfig } from "../../support/local-service.ts";

async function start() {
  const keys = createAccessKeys(defaultAccount);
  const front = await startFront({ services: [createSts().service], keys, accountId: defaultAccount.id, port: 0 });
  onTestFinished(() => front.stop());
  return { keys, config: clientConfig(front.endpoint) };
}

describe("GetCallerIdentity", () => {
  it("tells the account's root that it is", async () => {
    const { config } = await start();
    expect(await new STSClient(config).send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: "123456789012",
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:root",
    });
  });

  it("tells a function which session of its role it is", async () => {
    const { config, keys } = await start();
    const credentials = keys.issue("arn:aws:iam::123456789012:role/sweeping", "sweep");
    expect(await new STSClient({ ...config, credentials }).send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: expect.stringMatching(/^AROA[0-9A-F]{17}:sweep$/),
      Account: "123456789012",
      Arn: "arn:aws:sts::123456789012:assumed-role/sweeping/sweep",
    });
  });
});
