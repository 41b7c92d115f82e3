import { printable } from "../../functions/firmware/printable.ts";
import { inTone } from "../lines.ts";
import { type Column, plainTable } from "../plain-table.ts";
import { when } from "../when.ts";
import { succeededOf } from "./device-totals.ts";
import type { ListedRelease, ReleaseList } from "./list-releases.ts";
import { toneOf } from "./standing.ts";

const columns: readonly Column[] = [
  { head: "product" },
  { head: "version" },
  { head: "state" },
  { head: "devices", align: "right" },
  { head: "since" },
  { head: "release" },
];

/**
 * A line a release; below one that did not go well, why. Devices are those that run it, of all it is for.
 * @param width where a reason is cut: `ota status` tells it whole
 */
export function releaseTable({ releases, older }: ReleaseList, width: number, now: number): string {
  if (releases.length === 0) return "There are no releases yet.";
  const [head = "", ...lines] = plainTable(
    columns,
    releases.map((release) => cells(release, now)),
  );
  const rows = lines.flatMap((line, at) => [line, ...reasonOf(releases[at], width)]);
  const more = older > 0 ? ["", `and ${older} older; --limit ${releases.length + older} shows them all`] : [];
  return [head, ...rows, ...more].join("\n");
}

function cells(listed: ListedRelease, now: number): string[] {
  const { product, version, workflowState, state, devices, since, release } = listed;
  const shown = state === "under way" ? (workflowState ?? state) : state;
  return [
    product ?? "-",
    version ?? "-",
    inTone(shown, toneOf(listed)),
    succeededOf(devices),
    when(since, now),
    release,
  ];
}

function reasonOf(listed: ListedRelease | undefined, width: number): string[] {
  const reason = [listed?.error, listed?.cause].filter(Boolean).join(": ");
  if (reason === "") return [];
  const text = `  ${printable(reason)}`;
  return [text.length > width ? `${text.slice(0, width - 1)}…` : text];
}
