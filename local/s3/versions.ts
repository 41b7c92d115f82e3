import type { Version } from "./object-version.ts";

/** All versions of all objects of a bucket. */
export interface Versions {
  /** A key's versions and delete markers, newest first. */
  of(key: string): readonly Version[];
  /** The newest of them. */
  current(key: string): Version | undefined;
  find(key: string, versionId: string): Version | undefined;
  /** Makes it the newest of its key; a version with the same id (`null`) makes way and is returned. */
  add(version: Version): Version | undefined;
  remove(version: Version): void;
  /** The keys that have versions, in the order S3 lists them in. */
  keys(): readonly string[];
}

export function createVersions(): Versions {
  const byKey = new Map<string, Version[]>();
  let sortedKeys: string[] | undefined;

  const find = (key: string, versionId: string) => byKey.get(key)?.find((version) => version.versionId === versionId);
  const remove = (version: Version) => {
    const left = (byKey.get(version.key) ?? []).filter((other) => other !== version);
    if (left.length > 0) byKey.set(version.key, left);
    else {
      byKey.delete(version.key);
      sortedKeys = undefined;
    }
  };
  return {
    of: (key) => byKey.get(key) ?? [],
    current: (key) => byKey.get(key)?.[0],
    find,
    remove,
    add(version) {
      const replaced = find(version.key, version.versionId);
      if (replaced) remove(replaced);
      if (!byKey.has(version.key)) sortedKeys = undefined;
      byKey.set(version.key, [version, ...(byKey.get(version.key) ?? [])]);
      return replaced;
    },
    keys() {
      sortedKeys ??= [...byKey.keys()].sort(compareKeys);
      return sortedKeys;
    },
  };
}

/** S3 orders keys by their bytes in UTF-8; JavaScript's own order puts emoji before the last 8,192 letters of 16 bits. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function rank(codeUnit: number): number {
  const isSurrogate = codeUnit >= 0xd800 && codeUnit < 0xe000;
  return isSurrogate ? codeUnit + 0x10000 : codeUnit;
}
