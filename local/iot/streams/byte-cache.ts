/** Keeps bytes that many devices ask for, and drops those not asked for longest once there are more than `limit` bytes. */
export interface ByteCache {
  /** The bytes under `key`, loaded once however many ask at the same time. Failures are not kept. */
  get(key: string, load: () => Promise<Buffer>): Promise<Buffer>;
}

export function byteCache(limit: number): ByteCache {
  const entries = new Map<string, Promise<Buffer>>();
  const sizes = new Map<string, number>();
  let total = 0;

  const drop = (key: string) => {
    total -= sizes.get(key) ?? 0;
    sizes.delete(key);
    entries.delete(key);
  };
  const keep = (key: string, size: number) => {
    sizes.set(key, size);
    total += size;
    for (const oldest of entries.keys()) {
      if (total <= limit) break;
      drop(oldest);
    }
  };

  return {
    get(key, load) {
      const known = entries.get(key);
      if (known) {
        entries.delete(key);
        entries.set(key, known); // the map's order is the order of use
        return known;
      }
      const loading = load();
      entries.set(key, loading);
      const isStillIt = () => entries.get(key) === loading; // it may have been dropped meanwhile
      loading.then(
        (bytes) => isStillIt() && keep(key, bytes.length),
        () => isStillIt() && drop(key),
      );
      return loading;
    },
  };
}
