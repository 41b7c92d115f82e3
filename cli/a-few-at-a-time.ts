const few = 5;

/** Does something with each item, no more than five at once: quick, and below AWS's quotas. The results keep the items' order. */
export async function aFewAtATime<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [at, item] of queue) results[at] = await act(item);
  };
  await Promise.all(Array.from({ length: few }, work));
  return results;
}
