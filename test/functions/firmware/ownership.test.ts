import { expect, it } from "vitest";
import { NameTakenError, type Owner, ownerOf, releaseTags } from "../../../functions/firmware/ownership.ts";

const id = "thermostat-1_4_0-3c9bb594";
const noon = Date.UTC(2026, 0, 1, 12);
const theirs = { Key: "owner", Value: "them" };

it.each<[string, Parameters<typeof ownerOf>[0], number, Owner]>([
  ["the release's", [theirs, ...releaseTags({ id })], 0, "this release"],
  ["another release's", releaseTags({ id: "thermostat-1_4_0-ffffffff" }), 0, "another release"],
  ["other tags only, however new it is", [theirs], 0, "nobody"],
  ["no tag, and may show one yet", [], 119, "unclear"],
  ["no tag two minutes later", [], 120, "nobody"],
])("what has a release's name is told by its tags: it carries %s", (_, tags, secondsAgo, owner) => {
  expect(ownerOf(tags, id, new Date(noon - secondsAgo * 1000), noon)).toBe(owner);
});

it("what does not say when it was made carries no tag for good", () => {
  expect(ownerOf([], id, undefined, noon)).toBe("nobody");
});

it("a name that is taken says by what", () => {
  expect(new NameTakenError("stream", id, "other files").message).toBe(
    "There is another stream named thermostat-1_4_0-3c9bb594, with other files",
  );
});
