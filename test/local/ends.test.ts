import { expect, it } from "vitest";
import { createEnds } from "../../local/ends.ts";

it("ends all, the last first, whatever fails, and tells of the first failure", async () => {
  const ends = createEnds();
  const ended: string[] = [];
  ends.add(() => ended.push("folder"));
  ends.add(() => Promise.reject(new Error("no database")));
  ends.add(async () => ended.push("server"));
  ends.add(() => {
    throw new Error("no broker");
  });
  await expect(ends.all()).rejects.toThrow("no broker");
  expect(ended).toEqual(["server", "folder"]);
  await ends.all(); // nothing is ended twice
  expect(ended).toHaveLength(2);
});
