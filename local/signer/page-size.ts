/** How Signer's list operations are cut: 25 to a page unless fewer are asked for. */
export function pageSize(maxResults: number | undefined, nextToken: string | undefined) {
  return { limit: maxResults ?? 25, nextToken, invalidToken: "ValidationException" };
}
