/**
 * Works on each of `ids`, on many at once: on one as soon as the work on all that come before it is done. What comes after one
 * whose work says no is left out. Resolves when nothing is being worked on any more.
 * @param before those of `ids` that come before one of them; there is no circle
 * @param work resolves to whether what comes after may go on
 */
export async function inOrder(
  ids: Iterable<string>,
  before: (id: string) => Iterable<string>,
  work: (id: string) => Promise<boolean>,
): Promise<void> {
  const started = new Map<string, Promise<boolean>>();
  const start = (id: string): Promise<boolean> => {
    const running = started.get(id) ?? run(id);
    started.set(id, running);
    return running;
  };
  const run = async (id: string): Promise<boolean> => {
    const goOn = await Promise.all([...before(id)].map(start));
    return !goOn.includes(false) && work(id);
  };
  await Promise.all([...ids].map(start));
}

/** The ids in such an order. */
export function sortedInOrder(ids: Iterable<string>, before: (id: string) => Iterable<string>): string[] {
  const sorted = new Set<string>();
  const add = (id: string): void => {
    if (sorted.has(id)) return;
    for (const earlier of before(id)) add(earlier);
    sorted.add(id);
  };
  for (const id of ids) add(id);
  return [...sorted];
}
