import type { Clock } from "../clock.ts";
import type { DownloadSettings } from "./download.ts";
import type { RestartReason } from "./events.ts";
import type { Flash } from "./flash.ts";
import type { Firmware } from "./image.ts";
import type { Work } from "./in-order.ts";
import type { Protocol } from "./job-document.ts";
import type { Reporter } from "./reports.ts";
import type { AppVersion } from "./version.ts";

/** What the agent runs on, from one boot to the next. */
export interface AgentContext extends Reporter {
  readonly clock: Clock;
  /** Aborts when the power goes. What comes to its senses afterwards must leave the flash alone. */
  readonly power: AbortSignal;
  readonly flash: Flash;
  /** The image that runs. */
  readonly firmware: Firmware;
  /** The running version; undefined when the image does not tell. */
  readonly version: AppVersion | undefined;
  /** What the device is; undefined when it takes any product's images. */
  readonly product: string | undefined;
  /** Bytes. */
  readonly slotSize: number;
  /** Milliseconds that writing a block into flash takes. */
  readonly blockWriteTime: number;
  readonly download: DownloadSettings;
  /** Those it speaks, the one it likes best first. */
  readonly protocols: readonly Protocol[];
  /** Path on the device → PEM. */
  readonly certificates: ReadonlyMap<string, string>;
  readonly selfTest: SelfTest;
  /** Does it after all that came before. */
  readonly enqueue: (work: Work) => void;
  /** Closes the connection and boots again. */
  readonly restart: (because: RestartReason) => Promise<void>;
}

/** The application's own test of itself, in the new image. What it throws counts as failed. */
export type SelfTest = (firmware: Firmware) => boolean | Promise<boolean>;
