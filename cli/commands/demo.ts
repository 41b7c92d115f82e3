import { Command } from "commander";
import { realClock } from "../../local/clock.ts";
import { unlessAborted } from "../../local/unless-aborted.ts";
import { openProgressBook } from "../device-progress.ts";
import type { FunctionFailedHappening, Happening, OutcomeHappening, StartedHappening } from "../happenings.ts";
import { demoImage, readImage } from "../image-to-release.ts";
import { brokenOutput, deadline, interruption } from "../interruption.ts";
import * as optionValue from "../option-values.ts";
import { outcomesOf } from "../outcome.ts";
import { openOutput } from "../output.ts";
import { uploadImage } from "../upload-image.ts";
import { versionBefore } from "../version-before.ts";
import { devicesText, failureText } from "../wording.ts";

interface DemoOptions {
  readonly firmware?: string;
  readonly product: string;
  readonly version: string;
  readonly devices: number;
  readonly speed: number;
  readonly json?: boolean;
}

/** `ota demo`: an image travels from a bucket to the devices that run it, all on this computer. */
export function demoCommand(): Command {
  return new Command("demo")
    .description("release an image to devices on this computer, and watch it travel")
    .option("--firmware <file>", "the image, up to 16 MiB (default: one made for the demo)")
    .option("--product <name>", "what the devices are", optionValue.product, "thermostat")
    .option("--version <version>", "the version the image is", optionValue.version, "1.4.0")
    .option("--devices <number>", "how many devices, 1 to 500", optionValue.devices, 5)
    .option("--speed <factor>", "how many times as fast waits are over, up to 20", optionValue.speed, 1)
    .option("--json", "print one JSON event a line")
    .action(async (options: DemoOptions) => {
      if (!(await demo(options))) process.exitCode = 1;
    });
}

const patience = 15 * 60_000; // the workflow itself would wait for two weeks

/** Plays it, and stops all that it started. True when the workflow succeeded and every device runs what was released. */
async function demo({ firmware, product, version, devices, speed, json = false }: DemoOptions): Promise<boolean> {
  const image = firmware === undefined ? demoImage(product, version) : await readImage(firmware);
  const before = versionBefore(version);
  const end = AbortSignal.any([
    interruption(),
    brokenOutput(process.stdout),
    deadline(patience, "The release was not over after 15 minutes"),
  ]);
  const clock = realClock({ speed });
  let progress = openProgressBook([]);
  let began = clock.now();
  let hasBegun = false;
  const output = openOutput(process.stdout, json, {
    introduce: introduction,
    progress: () => progress.all(),
    stamp: (at) => `${((at - began) / 1000).toFixed(1).padStart(5)} s`,
  });
  const over = Promise.withResolvers<boolean>();
  over.promise.catch(() => {}); // heard by the release, unless that has ended otherwise
  const show = (happening: Happening) => {
    const at = clock.now();
    if (happening.type === "started") progress = openProgressBook(happening.devices);
    if (happening.type === "uploaded") began = at;
    if (happening.type === "device") progress.note(happening.thingName, happening.event, at);
    if (happening.type === "execution started") hasBegun = true;
    if (happening.type === "execution ended") over.resolve(happening.status === "SUCCEEDED");
    if (happening.type === "function failed" && !hasBegun) over.reject(new Error(notBegunText(happening)));
    output.show(happening, at);
  };

  /** Releases the image in a world of its own, and looks at the devices when the workflow has ended. */
  async function release(): Promise<{ succeeded: boolean; outcome: OutcomeHappening }> {
    const { startWorld } = await import("../local-world.ts"); // all of local AWS: not loaded for --help
    const world = await startWorld({
      product,
      devices,
      version: before,
      port: 0,
      mqttPort: 0,
      clock,
      show,
      blockWriteTime: watchableWriteTime(image.bytes.length),
      knownImages: new Map([[image.sha256, version]]),
    });
    try {
      end.throwIfAborted();
      const from = new Map(world.fleet.devices.map(({ thingName, image }) => [thingName, image.version]));
      const bucket = world.aws.outputs["FirmwareBucket"] ?? "";
      show(await uploadImage(world.clients.s3, { bucket, product, version, image }));
      const succeeded = await unlessAborted(over.promise, end);
      const { sha256 } = image;
      const outcomes = outcomesOf(world.fleet.devices, from, progress, { version, sha256, at: began });
      return { succeeded, outcome: { type: "outcome", version, sha256, devices: outcomes } };
    } finally {
      await world.stop();
    }
  }

  try {
    const { succeeded, outcome } = await release();
    show(outcome); // the very last words: by now all is stopped
    return succeeded && outcome.devices.every(({ runsIt }) => runsIt);
  } finally {
    output.close();
  }
}

/** Lambda would try again in a minute; who watches wants to know now. */
function notBegunText(happening: FunctionFailedHappening): string {
  return `The release did not begin: ${happening.functionName} ${failureText("failed", happening)}`;
}

/** Milliseconds a block: flash of our devices' kind needs some 60 to erase and write 4 KiB, but nobody wants to watch 4 MiB at that pace. */
function watchableWriteTime(imageSize: number): number {
  return Math.min(60, 2_000 / (imageSize / 4096));
}

function introduction({ endpoint, mqtt, outputs, devices, version }: StartedHappening): string {
  return [
    `AWS on this computer  ${endpoint}, MQTT on ${mqtt.host}:${mqtt.port}`,
    `Firmware bucket       ${outputs["FirmwareBucket"]}`,
    `Devices               ${devicesText(devices)}, on ${version}`,
  ].join("\n");
}
