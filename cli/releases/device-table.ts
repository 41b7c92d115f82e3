import { printable } from "../../functions/firmware/printable.ts";
import { bar } from "../bar.ts";
import { inTone } from "../lines.ts";
import { plainTable } from "../plain-table.ts";
import { when } from "../when.ts";
import type { DeviceReport } from "./devices.ts";

const columns = [{ head: "device" }, { head: "status" }, { head: "since" }, { head: "what it says" }];
const lost: readonly string[] = ["FAILED", "REJECTED", "TIMED_OUT"];

const barWidth = 12;

/**
 * A line a device, under their heads.
 * @param hasBars whether a download is also drawn
 */
export function deviceTable(
  devices: readonly DeviceReport[],
  { now, hasBars = false }: { now: number; hasBars?: boolean },
): string[] {
  const rows = devices.map((device) => [
    device.thingName,
    inTone(statusWords(device), lost.includes(device.status) ? "bad" : "plain"),
    device.since ? when(device.since, now) : "",
    `${hasBars ? downloadBar(device) : ""}${sayingOf(device)}`,
  ]);
  return plainTable(columns, rows);
}

function downloadBar({ status, blocks, reason }: DeviceReport): string {
  const isDownloading = status === "IN_PROGRESS" && blocks && reason === null;
  return isDownloading ? `${bar(blocks.received, blocks.total, barWidth)} ` : "";
}

/** `timed out` */
export function statusWords({ status }: Pick<DeviceReport, "status">): string {
  return status.toLowerCase().replace("_", " ");
}

/** `the signature does not fit the image (0x000000e3: 0x00000000)`; what is unknown, as the device said it. */
export function sayingOf({ progress, reason, meaning }: Pick<DeviceReport, "progress" | "reason" | "meaning">): string {
  if (reason === null) return meaning ?? progress ?? "";
  const said = printable(reason.replace(/ +/g, " "));
  return meaning === null ? said : `${meaning} (${said})`;
}
