import { counted } from "../wording.ts";
import { openAdviceBook } from "./advice-book.ts";
import { type DevicePagesRequest, devicePages } from "./device-pages.ts";
import { deviceTable } from "./device-table.ts";

/** How to print devices. */
export interface DevicesView {
  /** One JSON object a line. */
  readonly isJson: boolean;
  /** How many there are, by the job's counts. */
  readonly expected: number;
}

/** Prints a job's devices as they are read, page by page, and at last what most often helps. */
export async function printDevices(request: DevicePagesRequest, { isJson, expected }: DevicesView): Promise<void> {
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const book = openAdviceBook();
  const now = Date.now();
  let printed = 0;
  for await (const devices of devicePages(request)) {
    if (isJson) for (const device of devices) write(JSON.stringify(device));
    else
      deviceTable(devices, { now })
        .slice(printed > 0 ? 1 : 0)
        .forEach(write);
    book.note(devices);
    printed += devices.length;
  }
  if (isJson) return;
  if (printed === 0) write(request.status === undefined ? "No device has been given the job yet." : "There is none.");
  if (expected > printed && printed === request.limit)
    write(`and ${counted(expected - printed, "more device")}; --limit shows them`);
  const advice = book.lines();
  if (advice.length > 0) ["", "What most often helps:", ...advice.map((line) => `  ${line}`)].forEach(write);
}
