/** Where a value is that was there before: the position of the first one that repeats another; undefined when all differ. */
export function repeatAt(values: readonly unknown[]): number | undefined {
  const at = values.findIndex((value, position) => values.indexOf(value) < position);
  return at === -1 ? undefined : at;
}
