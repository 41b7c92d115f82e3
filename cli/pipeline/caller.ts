import { hostname, userInfo } from "node:os";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** Who runs this command, as AWS knows them: an ARN. Where AWS does not say, as this computer does: `ann@laptop`. */
export async function callerOf(): Promise<string> {
  const client = new STSClient({ requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000 } });
  const identity = await client.send(new GetCallerIdentityCommand()).catch(() => undefined);
  return identity?.Arn ?? `${userInfo().username}@${hostname()}`;
}
