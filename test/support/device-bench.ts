import { sign } from "node:crypto";
import { onTestFinished, vi } from "vitest";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { realClock } from "../../local/clock.ts";
import { createDevice, type Device, type DeviceOptions } from "../../local/device/device.ts";
import type { DeviceEvent } from "../../local/device/events.ts";
import { createFlash, type Flash } from "../../local/device/flash.ts";
import { makeImage } from "../../local/device/image.ts";
import { type CloudScript, type Execution, type ScriptedCloud, startScriptedCloud } from "./scripted-cloud.ts";

export const thingName = "thermostat-1";
export const image130 = makeImage({ product: "thermostat", version: "1.3.0", size: 9_000 });
/** 26 blocks of 4096 bytes, the last one of 100. */
export const image140 = makeImage({ product: "thermostat", version: "1.4.0", size: 25 * 4096 + 100 });

const signer = await selfSignedCertificate({ commonName: "signer", notBefore: Date.UTC(2026, 0, 1) });
export const signerCertificate = signer.certificate;

/** Base64 of the DER signature. */
export function signatureOf(image: Uint8Array): string {
  return sign("sha256", image, signer.privateKey).toString("base64");
}

/** A job document as AWS writes it for MQTT, for a signed image; `file` and `ota` change members of it (undefined: left out). */
export function otaDocument(image: Uint8Array, { file = {}, ota = {} }: { file?: object; ota?: object } = {}): unknown {
  const files = [
    {
      filepath: "app.bin",
      filesize: image.length,
      fileid: 0,
      certfile: "/cert.pem",
      fileType: 0,
      update_data_url: null,
      auth_scheme: null,
      "sig-sha256-ecdsa": signatureOf(image),
      ...file,
    },
  ];
  return { afr_ota: { protocols: ["MQTT"], streamname: "stream-1", files, ...ota } };
}

/** A queued execution of such a job. */
export function otaExecution(image: Uint8Array, changes: Parameters<typeof otaDocument>[1] = {}): Execution {
  return JSON.parse(JSON.stringify({ jobId: "AFR_OTA-1", status: "QUEUED", jobDocument: otaDocument(image, changes) }));
}

export interface Bench {
  readonly device: Device;
  readonly flash: Flash;
  readonly cloud: ScriptedCloud;
  readonly events: DeviceEvent[];
  /** Waits until the device's last report says the job is over, and what must follow (a restart) is done; gives that report. */
  verdict(): Promise<unknown>;
  /** Waits for an event of this type that has not been waited for. */
  event<Type extends DeviceEvent["type"]>(type: Type): Promise<DeviceEvent & { type: Type }>;
}

const patience = { timeout: 5_000, interval: 5 };

/** A device on 1.3.0, powered off, and a scripted cloud that offers it 1.4.0; both end with the test. */
export async function setUpBench({
  script = {},
  via = (port) => port,
  ...options
}: Partial<DeviceOptions> & {
  script?: Partial<CloudScript>;
  via?: (port: number) => number | Promise<number>;
} = {}): Promise<Bench> {
  const cloud = await startScriptedCloud(thingName, { file: image140, execution: otaExecution(image140), ...script });
  const flash = createFlash(options.firmware ?? image130);
  const device = createDevice({
    thingName,
    broker: { host: "127.0.0.1", port: await via(cloud.port) },
    clock: realClock(),
    firmware: image130,
    certificates: new Map([["/cert.pem", signerCertificate]]),
    flash,
    ...options,
  });
  const events: DeviceEvent[] = [];
  device.on((event) => events.push(event));
  onTestFinished(async () => {
    await device.stop();
    await cloud.stop();
  });
  let seen = 0;
  return {
    device,
    flash,
    cloud,
    events,
    verdict: () =>
      vi.waitFor(() => {
        const last = cloud.reports().at(-1) as { status: string } | undefined;
        if (!last || last.status === "IN_PROGRESS" || flash.state !== "committed")
          throw new Error("The job is not over");
        return last;
      }, patience),
    event: (type) =>
      vi.waitFor(() => {
        const at = events.findIndex((event, index) => index >= seen && event.type === type);
        if (at === -1) throw new Error(`No ${type}`);
        seen = at + 1;
        return events[at] as DeviceEvent & { type: typeof type };
      }, patience),
  };
}
