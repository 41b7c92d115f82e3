import { InvalidArgumentError } from "commander";
import { type Control, refusal } from "../local/http/control.ts";
import type { DevicesRequest, LocalDevices } from "./local-devices.ts";
import * as optionValue from "./option-values.ts";

/**
 * Devices for other processes: GET lists them, POST adds some and tells their names.
 * @param devices undefined while the world is starting
 * @param usual what is added where the request does not say
 */
export function devicesControl(
  devices: () => Pick<LocalDevices, "add" | "list"> | undefined,
  usual: Pick<DevicesRequest, "product" | "version">,
): Control {
  return async ({ method, path, body }) => {
    const world = devices();
    if (!world) return refusal(503, "Local AWS is still starting: try again in some seconds");
    if (method === "GET" && path === "") return { status: 200, body: { devices: world.list() } };
    if (method !== "POST" || path !== "") return refusal(405, `Devices take GET and POST, not ${method} ${path}`);
    try {
      const request = readRequest({ count: 1, ...usual, ...Object(body) });
      const { devices: added } = await world.add(request);
      return { status: 201, body: { ...request, devices: added.map(({ thingName }) => thingName) } };
    } catch (error) {
      return refusal(error instanceof InvalidArgumentError ? 400 : 409, (error as Error).message);
    }
  };
}

/** @throws InvalidArgumentError */
function readRequest({ product, version, count }: Readonly<Record<string, unknown>>): DevicesRequest {
  return {
    product: optionValue.product(String(product)),
    version: optionValue.version(String(version)),
    count: optionValue.devices(String(count)),
  };
}
