import { AwsError } from "./aws-error.ts";

/** One page of a list, and the token that asks for the next. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a list into pages. A token names the last item given, so items made or deleted between two calls neither
 * repeat nor hide others.
 * @param keyOf an item's unique key; `items` come in the order they are listed in
 * @throws AwsError `invalidToken` when the token is none of ours
 */
export function pageOf<Item>(
  items: readonly Item[],
  {
    limit,
    nextToken,
    invalidToken = "InvalidRequestException",
  }: { limit: number; nextToken?: string | undefined; invalidToken?: string },
  keyOf: (item: Item) => string,
): Page<Item> {
  let from = 0;
  if (nextToken !== undefined) {
    const token = decode(nextToken);
    if (!token) throw new AwsError(invalidToken, `Invalid nextToken: ${nextToken}`, 400);
    const last = items.findIndex((item) => keyOf(item) === token.after);
    from = last === -1 ? Math.min(token.index, items.length) : last + 1;
  }
  const chosen = items.slice(from, from + limit);
  const last = chosen.at(-1);
  const more = last !== undefined && from + limit < items.length;
  return { items: chosen, nextToken: more ? encode({ after: keyOf(last), index: from + limit }) : undefined };
}

function encode(token: { after: string; index: number }): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function decode(token: string): { after: string; index: number } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (typeof value !== "object" || value === null) return undefined;
    const { after, index } = value as Record<string, unknown>;
    return typeof after === "string" && typeof index === "number" && index >= 0 ? { after, index } : undefined;
  } catch {
    return undefined;
  }
}
