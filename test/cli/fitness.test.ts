import { expect, it } from "vitest";
import { daysLeft } from "../../cli/profiles/fitness.ts";

it("a certificate has whole days left", () => {
  const now = Date.parse("2026-06-01T00:00:00Z");
  expect(daysLeft("2026-06-30T23:00:00Z", now)).toBe(29);
  expect(daysLeft("2026-05-31T23:59:59Z", now)).toBe(-1);
});
