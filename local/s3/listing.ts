import { invalidArgument } from "./errors.ts";
import { compareKeys } from "./versions.ts";

/** Which part of a bucket is listed. */
export interface Listing {
  readonly prefix: string;
  /** Empty: nothing is rolled up. */
  readonly delimiter: string;
  /** A key, or a prefix that was rolled up: the list goes on behind it. */
  readonly after: string;
  /** How many items and rolled-up prefixes together. */
  readonly limit: number;
}

/** A page of a list. */
export interface ListedPage<Item> {
  readonly items: Item[];
  /** Prefixes that several keys share up to the delimiter. */
  readonly commonPrefixes: string[];
  readonly isTruncated: boolean;
  /** The last item of a page that is not the last: where the next goes on. */
  readonly last: { readonly key: string; readonly item: Item | undefined } | undefined;
}

/**
 * Cuts a page out of items in the order of their keys, rolling up what shares a prefix.
 * @param isAfter whether an item is behind `after`; by default, whether its key is
 */
export function listPage<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  { prefix, delimiter, after, limit }: Listing,
  isAfter: (item: Item) => boolean = (item) => compareKeys(keyOf(item), after) > 0,
): ListedPage<Item> {
  const page: Item[] = [];
  const commonPrefixes: string[] = [];
  let last: ListedPage<Item>["last"];
  for (const item of items) {
    const key = keyOf(item);
    if (!key.startsWith(prefix) || (after !== "" && !isAfter(item))) continue;
    const common = commonPrefix(key, prefix, delimiter);
    if (common !== undefined && (common === after || common === commonPrefixes.at(-1))) continue;
    if (page.length + commonPrefixes.length >= limit) {
      return { items: page, commonPrefixes, isTruncated: limit > 0, last };
    }
    if (common === undefined) page.push(item);
    else commonPrefixes.push(common);
    last = { key: common ?? key, item: common === undefined ? item : undefined };
  }
  return { items: page, commonPrefixes, isTruncated: false, last: undefined };
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

/** How many entries a page may have: 1,000, or fewer if asked. @throws AwsError InvalidArgument for a negative number */
export function pageLimit(asked: number | undefined): number {
  if (asked !== undefined && asked < 0) {
    throw invalidArgument("Argument max-keys must be an integer between 0 and 2147483647", "max-keys", String(asked));
  }
  return Math.min(asked ?? 1000, 1000);
}

/** Writes keys and prefixes as the request wants them: as they are, or with `encoding-type=url` percent-encoded, a space as `+`. */
export function keyEncoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType !== "url") return (text) => text;
  return (text) => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%20", "+");
}
