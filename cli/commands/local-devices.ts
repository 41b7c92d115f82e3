import { Command } from "commander";
import { askLocalAws } from "../local-control.ts";
import type { DeviceState, DevicesRequest } from "../local-devices.ts";
import * as optionValue from "../option-values.ts";
import { plainTable } from "../plain-table.ts";
import { counted, devicesText } from "../wording.ts";

interface AddOptions {
  readonly product?: string;
  readonly version?: string;
  readonly json?: boolean;
}

/** `ota local devices`: the devices of the local AWS that runs already. */
export function devicesCommand(): Command {
  return new Command("devices")
    .description("add devices to the local AWS that runs at AWS_ENDPOINT_URL, or at the usual port")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addHelpText("after", examples);
}

const examples = `
Examples:
  ota local devices add 3
  ota local devices add 2 --product pump --version 2.0.0
  ota local devices list`;

function addCommand(): Command {
  return new Command("add")
    .description("make things in the product's thing group, and power devices on as them")
    .argument("[count]", "how many", optionValue.devices, 1)
    .option("--product <name>", "what they are (default: as those that `ota local` began with)", optionValue.product)
    .option("--version <version>", "what they run at first (default: as those)", optionValue.version)
    .option("--json", "print their names as JSON")
    .addHelpText("after", examples)
    .action(async (count: number, { json, ...like }: AddOptions) => {
      const added = await askLocalAws("POST", "/devices", { count, ...like });
      const { product, version, devices } = added as Omit<DevicesRequest, "count"> & { devices: string[] };
      const text = `Added ${counted(devices.length, "device")} of ${product} on ${version}: ${devicesText(devices)}`;
      process.stdout.write(`${json ? JSON.stringify(added, undefined, 2) : text}\n`);
    });
}

function listCommand(): Command {
  return new Command("list")
    .description("show the devices, and what each runs now")
    .option("--json", "print them as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const answer = (await askLocalAws("GET", "/devices")) as { devices: DeviceState[] };
      const rows = answer.devices.map(({ thingName, product, version }) => [thingName, product, version ?? "unknown"]);
      const table = plainTable([{ head: "device" }, { head: "product" }, { head: "runs" }], rows).join("\n");
      process.stdout.write(`${json ? JSON.stringify(answer, undefined, 2) : table}\n`);
    });
}
