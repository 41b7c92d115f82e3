import { IoT } from "@aws-sdk/client-iot";
import { defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import { createTags } from "../../local/iot/tags.ts";
import { createThings } from "../../local/iot/things/things.ts";
import { iotService } from "./iot-service.ts";
import { serve } from "./local-service.ts";

/** The registry, served to a real client. */
export async function thingsBench({ endpoints = {} }: { endpoints?: Record<string, string> } = {}) {
  const clock = new VirtualClock();
  const tags = createTags();
  const { operations, targets } = createThings({
    account: defaultAccount,
    clock,
    tags,
    endpointAddress: (type) => endpoints[type],
  });
  const iot = new IoT(await serve(iotService(operations, tags.operations)));
  return { iot, targets, clock };
}
