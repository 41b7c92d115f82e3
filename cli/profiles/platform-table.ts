import { type Column, plainTable } from "../plain-table.ts";
import type { PlatformReport } from "./platforms.ts";

const columns: readonly Column[] = [
  { head: "platform" },
  { head: "signs with" },
  { head: "largest", align: "right" },
  { head: "writes" },
  { head: "for FreeRTOS" },
];

/** A line a platform, and which of them a release needs. */
export function platformTable(platforms: readonly PlatformReport[]): string {
  const rows = platforms.map(({ platformId, encryptionAlgorithms, hashAlgorithms, formats, ...platform }) => [
    platformId,
    [encryptionAlgorithms.join(", "), hashAlgorithms.join(", ")].filter(Boolean).join(" over "),
    platform.largestInMB === null ? "" : `${platform.largestInMB} MB`,
    formats.join(", "),
    platform.fitsFreeRtos ? "yes" : "no",
  ]);
  const advice =
    "A release is signed on a platform for FreeRTOS: AmazonFreeRTOS-Default, unless your devices verify RSA.";
  return [...plainTable(columns, rows), "", advice].join("\n");
}
