import { type AwsClients, clientsOf } from "../../cli/aws-clients.ts";
import { registerDevices } from "../../cli/register-devices.ts";
import { setUpAccount } from "../../cli/set-up-account.ts";
import { realClock } from "../../local/clock.ts";
import type { DeviceOptions } from "../../local/device/device.ts";
import { createFleet, type Fleet } from "../../local/device/fleet.ts";
import { makeImage } from "../../local/device/image.ts";
import type { LocalAws, PreparedAccount } from "../../local/local-aws.ts";

/** The devices of one product, and what is special about them. */
export interface Household
  extends Partial<
    Pick<DeviceOptions, "selfTest" | "selfTestTimeout" | "blockWriteTime" | "bootTable" | "slotSize" | "protocols">
  > {
  readonly product: string;
  /** How many, `<product>-1`, `<product>-2`, …; none make an empty group. */
  readonly devices: number;
  /** What they run at first. */
  readonly version?: string;
  /** Other signers' certificates that they have, beside the stack's own: path → PEM. */
  readonly certificates?: ReadonlyMap<string, string>;
}

/** The profile that signs for all of them. */
export const signingProfile = "firmware_signer";

const certificatePath = "/certs/firmware-signer.pem";
const imageSize = 20_000;

/** Makes the profile. Resolves to its certificate, PEM. */
export async function setUpSigner(account: PreparedAccount): Promise<string> {
  const clients = clientsOf(account);
  return setUpAccount(clients, { product: "household", signingProfile, certificatePath }).finally(clients.destroy);
}

/**
 * Returns what registers a household and powers it on. Devices answer in real time, so they count their own timeouts by a
 * clock of their own, twenty times as fast as it: the 10 seconds for a block are half of one.
 */
export function createHouseholds(
  { mqtt }: Pick<LocalAws, "mqtt">,
  {
    clients,
    certificate,
    ends,
  }: {
    readonly clients: Pick<AwsClients, "iot">;
    /** The signer's, which they keep. */
    readonly certificate: string;
    readonly ends: (() => unknown)[];
  },
): (household: Household) => Promise<Fleet> {
  return async ({ product, devices, version = "1.3.0", certificates = new Map(), ...like }) => {
    const thingNames = Array.from({ length: devices }, (_, at) => `${product}-${at + 1}`);
    await registerDevices(clients.iot, { product, thingNames });
    const fleet = createFleet({
      thingNames,
      broker: mqtt,
      clock: realClock({ speed: 20 }),
      firmware: makeImage({ product, version, size: imageSize }),
      certificates: new Map([[certificatePath, certificate], ...certificates]),
      ...like,
    });
    ends.push(() => fleet.stop());
    await fleet.start();
    return fleet;
  };
}
