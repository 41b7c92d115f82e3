import { Command } from "commander";
import { realClock } from "../../local/clock.ts";
import { unlessAborted } from "../../local/unless-aborted.ts";
import type { Happening, StartedHappening } from "../happenings.ts";
import { brokenOutput, Interrupted, interruption } from "../interruption.ts";
import { usualPort } from "../local-control.ts";
import * as optionValue from "../option-values.ts";
import { openOutput } from "../output.ts";
import { readCertificates, type SignerCertificate } from "../signer-certificates.ts";
import { devicesText } from "../wording.ts";
import { devicesCommand } from "./local-devices.ts";
import { faultCommand } from "./local-fault.ts";
import { imageCommand } from "./local-image.ts";

interface LocalOptions {
  readonly product: string;
  readonly version: string;
  readonly devices: number;
  readonly port: number;
  readonly mqttPort: number;
  readonly listen?: string;
  readonly speed: number;
  readonly certificate?: readonly SignerCertificate[];
  readonly parameter?: Readonly<Record<string, string>>;
  readonly deploy: boolean;
  readonly logs?: boolean;
  readonly json?: boolean;
}

/** `ota local`: AWS and devices on this computer, until Ctrl-C; its subcommands are for one that runs already. */
export function localCommand(): Command {
  return new Command("local")
    .description("run AWS and devices on this computer until Ctrl-C")
    .option("--product <name>", "what the devices are", optionValue.product, "thermostat")
    .option("--version <version>", "what the devices run at first", optionValue.version, "1.3.0")
    .option("--devices <number>", "how many devices, 1 to 500", optionValue.devices, 5)
    .option("--port <port>", "where AWS answers by HTTP (0: any free port)", optionValue.port, usualPort)
    .option("--mqtt-port <port>", "where devices connect by MQTT (0: any free port)", optionValue.port, 1883)
    .option(
      "--listen <address>",
      "another address of this computer where AWS answers, for containers; who reaches it may run programs here",
      optionValue.address,
    )
    .option("--speed <factor>", "how many times as fast waits are over, up to 20", optionValue.speed, 1)
    .option(
      "--certificate <path=file>",
      "a signer's certificate on the devices, beside the pipeline's own; may be given again",
      optionValue.certificates,
    )
    .option(
      "--parameter <name=value>",
      "a parameter of the pipeline's stack, of template.yaml; may be given again",
      optionValue.parameters,
    )
    .option("--no-deploy", "leave the pipeline's stack to `sam deploy`; the account is ready for it")
    .option("--logs", "print what the functions log")
    .option("--json", "print one JSON event a line")
    .enablePositionalOptions() // `ota local fault list --json` is the list's
    .addCommand(imageCommand())
    .addCommand(devicesCommand())
    .addCommand(faultCommand())
    .action(local);
}

/** Runs it. Resolves once it was interrupted and all has stopped. */
async function local({
  product,
  version,
  devices,
  port,
  mqttPort,
  listen,
  speed,
  certificate = [],
  parameter: parameters = {},
  deploy,
  logs = false,
  json = false,
}: LocalOptions): Promise<void> {
  const end = AbortSignal.any([interruption(), brokenOutput(process.stdout)]);
  const clock = realClock({ speed });
  const output = openOutput(process.stdout, json, { introduce: introduction(product), stamp: timeOfDay });
  if (listen) process.stderr.write(`ota: ${whatItOpens(listen)}\n`);
  const show = (happening: Happening) => output.show(happening, clock.now());
  const log = logs ? (functionName: string, line: string) => show({ type: "log", functionName, line }) : undefined;
  try {
    const certificates = await readCertificates(certificate);
    const { startWorld } = await import("../local-world.ts"); // all of local AWS: not loaded for --help
    const places = { port, mqttPort, listen };
    const stack = { deploy, parameters };
    const starting = startWorld({ product, version, devices, ...places, clock, show, log, certificates, ...stack });
    const world = await starting.catch((error) => Promise.reject(namingOption(error, places)));
    await unlessAborted(forever, end).finally(() => world.stop());
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    show({ type: "stopped" });
  } finally {
    output.close();
  }
}

/** Keys that everybody knows, and functions that do whatever their code says. */
function whatItOpens(address: string): string {
  return `AWS answers at ${address} too. Whoever reaches that address may run programs on this computer as you: do it only where no other computer does.`;
}

/** When a port is taken, or the address is not ours: which option chooses another. */
function namingOption(
  error: NodeJS.ErrnoException & { port?: number },
  { port, mqttPort, listen }: { port: number; mqttPort: number; listen: string | undefined },
): Error {
  if (error.code === "EADDRNOTAVAIL") {
    return new Error(`${listen} is no address of this computer; --listen wants one of its own`, { cause: error });
  }
  if (error.code !== "EADDRINUSE") return error;
  const option = error.port === mqttPort && mqttPort !== port ? "--mqtt-port" : "--port";
  return new Error(`Port ${error.port} is taken; choose another one with ${option}, 0 for any free one`, {
    cause: error,
  });
}

const forever = new Promise<never>(() => {});

/** `12:03:45`, in the computer's own time zone. */
function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

/** Where everything is, what to paste into another shell, and what to do there. */
function introduction(product: string) {
  return ({
    endpoint,
    mqtt,
    region,
    credentials,
    outputs,
    devices,
    version,
    signingProfile,
  }: StartedHappening): string => {
    const isDeployed = Object.keys(outputs).length > 0;
    const variables = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      ...(isDeployed && {
        FIRMWARE_BUCKET: outputs["FirmwareBucket"],
        RELEASE_BUCKET: outputs["ReleaseBucket"],
        STATE_MACHINE_ARN: outputs["StateMachineArn"],
      }),
    };
    const whatToDo = isDeployed
      ? [
          "and there, to release an image:",
          "",
          `  aws s3 cp app.bin s3://$FIRMWARE_BUCKET/firmware/${product}/<version>/app.bin`,
        ]
      : [
          "and there, to deploy the pipeline:",
          "",
          `  npm run build && scripts/sam deploy --no-confirm-changeset --parameter-overrides SigningProfileName=${signingProfile}`,
        ];
    return [
      "AWS runs on this computer. Ctrl-C stops it.",
      "",
      `  AWS APIs         ${endpoint}`,
      `  MQTT             ${mqtt.host}:${mqtt.port}`,
      ...(isDeployed
        ? [
            `  Firmware bucket  ${outputs["FirmwareBucket"]}`,
            `  Release bucket   ${outputs["ReleaseBucket"]}`,
            `  State machine    ${outputs["StateMachineArn"]}`,
          ]
        : [`  Signing profile  ${signingProfile}`]),
      `  Devices          ${devicesText(devices)}, on ${version}`,
      "",
      "For another shell:",
      "",
      ...Object.entries(variables).map(([name, value]) => `  export ${name}=${value}`),
      "  unset AWS_SESSION_TOKEN",
      "",
      ...whatToDo,
    ].join("\n");
  };
}
