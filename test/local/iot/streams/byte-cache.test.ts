import { describe, expect, it } from "vitest";
import { byteCache } from "../../../../local/iot/streams/byte-cache.ts";

describe("The cache", () => {
  const counted = () => {
    const loads: string[] = [];
    const load =
      (key: string, size = 10) =>
      async () => {
        loads.push(key);
        return Buffer.alloc(size);
      };
    return { loads, load };
  };

  it("loads once for all who ask at the same time and later", async () => {
    const cache = byteCache(100);
    const { loads, load } = counted();
    await Promise.all([cache.get("a", load("a")), cache.get("a", load("a"))]);
    await cache.get("a", load("a"));
    expect(loads).toEqual(["a"]);
  });

  it("drops what was not asked for longest", async () => {
    const cache = byteCache(25);
    const { loads, load } = counted();
    for (const key of ["a", "b", "a", "c", "a", "b"]) await cache.get(key, load(key));
    expect(loads).toEqual(["a", "b", "c", "b"]);
  });

  it("keeps no failure", async () => {
    const cache = byteCache(25);
    const { loads, load } = counted();
    await expect(cache.get("a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
    await cache.get("a", load("a"));
    expect(loads).toEqual(["a"]);
  });

  it("keeps nothing larger than itself", async () => {
    const cache = byteCache(25);
    const { loads, load } = counted();
    for (const key of ["big", "big"]) await cache.get(key, load(key, 30));
    expect(loads).toEqual(["big", "big"]);
  });
});
