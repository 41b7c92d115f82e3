import { onTestFinished } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import type { Service } from "../../local/http/service.ts";

/** What an SDK client needs to reach a local service: `new IoTClient(await serve(service))`. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: 1;
  /** Keeps clients of data planes from prefixing the host. */
  readonly disableHostPrefix: true;
}

/** Serves services on a free port until the end of the test that calls it. */
export async function serve(...services: Service[]): Promise<ClientConfig> {
  const front = await startFront({
    services,
    keys: createAccessKeys(defaultAccount),
    accountId: defaultAccount.id,
    port: 0,
    onBug: (bug) => console.error("A mistake of local AWS:", bug),
  });
  onTestFinished(() => front.stop());
  return clientConfig(front.endpoint);
}

/** The settings of a client that signs as the account's root. */
export function clientConfig(endpoint: string): ClientConfig {
  return {
    endpoint,
    region: defaultAccount.region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    disableHostPrefix: true,
  };
}
