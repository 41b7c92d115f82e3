/** A page as IAM's lists have it: 100 items unless another number is asked for. */
export function pageSize(MaxItems: number | undefined, Marker: string | undefined) {
  return { limit: MaxItems ?? 100, nextToken: Marker, invalidToken: "ValidationError" };
}
