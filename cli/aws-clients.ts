import { ACMClient } from "@aws-sdk/client-acm";
import { IoTClient } from "@aws-sdk/client-iot";
import { S3Client } from "@aws-sdk/client-s3";
import { SignerClient } from "@aws-sdk/client-signer";
import type { LocalAws } from "../local/local-aws.ts";

/** The real SDK clients for what the commands ask of AWS. */
export interface AwsClients {
  readonly acm: ACMClient;
  readonly iot: IoTClient;
  readonly s3: S3Client;
  readonly signer: SignerClient;
  /** Closes their connections. */
  destroy(): void;
}

/** Clients that talk to local AWS, as anybody's would. */
export function clientsOf({
  endpoint,
  account,
  credentials,
}: Pick<LocalAws, "endpoint" | "account" | "credentials">): AwsClients {
  const config = { endpoint, region: account.region, credentials: { ...credentials } }; // the SDK notes in it where it is from
  const clients = {
    acm: new ACMClient(config),
    iot: new IoTClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    signer: new SignerClient(config),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
