import { randomBytes } from "node:crypto";
import type { Account } from "../account.ts";
import { type Clock, leadOf } from "../clock.ts";
import type { AccessKeys } from "../http/access-keys.ts";
import type { Authorize } from "../http/authorize.ts";
import type { Machine } from "../stepfunctions/tasks/task-services.ts";
import type { Client, SdkService } from "./sdk-services.ts";

/** One call of an operation by AWS's name, as the role of the machine. Resolves to the answer of the SDK's client, or rejects with its error. */
export type CallService = (
  service: SdkService,
  operation: string,
  input: unknown,
  how: { readonly signal: AbortSignal; readonly machine: Machine },
) => Promise<Readonly<Record<string, unknown>>>;

/** How tasks reach the services of local AWS. */
export interface ServiceCalls {
  readonly call: CallService;
  /** Lets go of all connections. */
  stop(): void;
}

/**
 * Tasks call services as everybody else does, over HTTP: so a call needs the rights of the machine's role, and fails where a fault
 * says so.
 * @param endpoint of local AWS, asked when the first call is made
 */
export function createServiceCalls({
  account,
  clock,
  keys,
  authorize,
  endpoint,
}: {
  account: Account;
  clock: Clock;
  keys: AccessKeys;
  authorize: Authorize;
  endpoint: () => string;
}): ServiceCalls {
  const clients = new Map<string, Client>();

  /** @throws AwsError when Step Functions may not assume the role */
  function clientOf(service: SdkService, { stateMachineArn, roleArn }: Machine): Client {
    const actor = { service: "states.amazonaws.com", sourceArn: stateMachineArn };
    authorize(actor, { action: "sts:AssumeRole", resource: roleArn });
    const key = `${service.signingName} ${roleArn}`;
    const client = clients.get(key) ?? newClient(service, roleArn);
    clients.set(key, client);
    return client;
  }

  function newClient({ client: SdkClient }: SdkService, roleArn: string): Client {
    return new SdkClient({
      endpoint: endpoint(),
      region: account.region,
      credentials: keys.issue(roleArn, randomBytes(16).toString("hex")),
      maxAttempts: 1,
      disableHostPrefix: true,
      forcePathStyle: true,
    });
  }

  return {
    async call(service, operation, input, { signal, machine }) {
      const client = clientOf(service, machine);
      const commands = service.sdk as Record<string, new (input: unknown) => unknown>;
      const Command = commands[`${operation}Command`];
      if (!Command) throw new Error(`${service.signingName} has no operation ${operation}`);
      client.config.systemClockOffset = leadOf(clock);
      return client.send(new Command(input), { abortSignal: signal });
    },
    stop() {
      for (const client of clients.values()) client.destroy();
    },
  };
}
