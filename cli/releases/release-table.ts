import { printable } from "../../functions/firmware/printable.ts";
import { inTone } from "../lines.ts";
import { type Column, plainTable } from "../plain-table.ts";
import { when } from "../when.ts";
import { succeededOf } from "./device-totals.ts";
import type { ListedRelease, ReleaseList } from "./list-releases.ts";
import { type State, toneOf } from "./standing.ts";

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
 * @param only what they all are and are of, where only such were wanted
 */
export function releaseTable({ releases, older }: ReleaseList, width: number, now: number, only: Only = {}): string {
  const { outcome } = only;
  if (releases.length === 0) return older > 0 ? `${older} releases; --limit ${older} shows them all` : noneText(only);
  const [head = "", ...lines] = plainTable(
    columns,
    releases.map((release) => cells(release, now)),
  );
  const rows = lines.flatMap((line, at) => [line, ...reasonOf(releases[at], width)]);
  const more = older > 0 ? ["", olderText(older, releases.length, outcome)] : [];
  return [head, ...rows, ...more].join("\n");
}

interface Only {
  readonly product?: string | undefined;
  readonly outcome?: State | undefined;
}

function noneText({ product, outcome }: Only): string {
  const ofProduct = product === undefined ? "" : ` of ${product}`;
  return outcome ? `No release${ofProduct} is ${outcome}.` : `There are no releases${ofProduct} yet.`;
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

function olderText(older: number, shown: number, outcome: State | undefined): string {
  if (outcome) return `and ${older} older that were not looked at; a higher --limit goes on`;
  return `and ${older} older; --limit ${shown + older} shows them all`;
}
