import { describe, expect, it } from "vitest";
import { type Attempt, admit } from "../../../functions/firmware/admission.ts";
import type { Release } from "../../../functions/firmware/release.ts";
import { aRelease } from "../../support/releases.ts";

const same = aRelease().digest;
const other = "0".repeat(64);

/** An earlier release of the same version and bytes, released; with changes. */
function attempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    releaseId: "thermostat-1_4_0-00000001",
    version: "1.4.0",
    digest: same,
    state: "released",
    isEarlier: true,
    wasTaken: true,
    endedAt: Date.UTC(2026, 0, 1),
    ...changes,
  };
}

/** `admitted`, `nothing-to-do`, or the refusal's name. */
function answer(release: Partial<Release>, ...attempts: Attempt[]): string {
  try {
    return admit(aRelease(release), attempts).state;
  } catch (refusal) {
    return (refusal as Error).name;
  }
}

const downgrade = { allowDowngrade: { reason: "1.5.0 drains the battery" } };
const ended = ["failed", "cancelled", "superseded"] as const;

describe("a release of a version that was never tried", () => {
  it("is admitted", () => {
    expect(answer({})).toBe("admitted");
    expect(answer({}, attempt({ version: "1.3.0" }), attempt({ version: "1.2.0", state: "serving" }))).toBe("admitted");
  });
});

describe("a release of a version that was tried before", () => {
  it.each<[string, Partial<Attempt>, string, string]>([
    ["is open", { state: "open" }, "nothing-to-do", "VersionReusedError"],
    ["is released", { state: "released" }, "nothing-to-do", "VersionReusedError"],
    ["is serving", { state: "serving" }, "nothing-to-do", "VersionReusedError"],
    ...ended.flatMap((state): [string, Partial<Attempt>, string, string][] => [
      [`was ${state} before any device took it`, { state, wasTaken: false }, "admitted", "admitted"],
      [`was ${state} after some device took it`, { state, wasTaken: true }, "admitted", "VersionReusedError"],
    ]),
  ])("which %s", (_, earlier, withSameBytes, withOtherBytes) => {
    expect(answer({}, attempt({ ...earlier, digest: same }))).toBe(withSameBytes);
    expect(answer({}, attempt({ ...earlier, digest: other }))).toBe(withOtherBytes);
  });

  it("is refused when one attempt has other bytes, whatever the others are", () => {
    const failed = attempt({ state: "failed", digest: other });
    expect(answer({}, attempt(), failed)).toBe("VersionReusedError");
    expect(answer({}, failed, attempt())).toBe("VersionReusedError");
  });

  it("has nothing to do when one attempt stands, however many failed", () => {
    expect(answer({}, attempt({ state: "failed" }), attempt(), attempt({ state: "cancelled" }))).toBe("nothing-to-do");
  });

  it("says by which release there is nothing to do", () => {
    expect(admit(aRelease(), [attempt({ state: "serving" })])).toEqual({
      state: "nothing-to-do",
      because: "1.4.0 with the same bytes is serving",
      by: "thermostat-1_4_0-00000001",
    });
  });

  it("goes on when the other open one was announced later: that one gives way", () => {
    expect(answer({}, attempt({ state: "open", isEarlier: false }))).toBe("admitted");
    expect(answer({}, attempt({ state: "open", isEarlier: false, digest: other }))).toBe("admitted");
  });
});

describe("a release of an older version", () => {
  it.each(["released", "serving", "open"] as const)("is refused while a newer one is %s", (state) => {
    expect(answer({}, attempt({ version: "1.5.0", state }))).toBe("VersionNotNewerError");
    expect(answer({}, attempt({ version: "1.3.0" }), attempt({ version: "1.4.1", state }))).toBe(
      "VersionNotNewerError",
    );
  });

  it("is refused also when the newer one was announced later: the newest wins", () => {
    expect(answer({}, attempt({ version: "1.5.0", state: "open", isEarlier: false }))).toBe("VersionNotNewerError");
  });

  it.each(ended)("is admitted when the newer one was %s", (state) => {
    expect(answer({}, attempt({ version: "1.5.0", state }))).toBe("admitted");
  });

  it("is admitted when its product allows a downgrade", () => {
    expect(answer(downgrade, attempt({ version: "1.5.0" }))).toBe("admitted");
  });

  it("names the newest in its refusal", () => {
    const newer = [
      attempt({ version: "1.5.0" }),
      attempt({ version: "1.10.0", releaseId: "thermostat-1_10_0-00000002" }),
    ];
    expect(() => admit(aRelease(), newer)).toThrowError(
      "thermostat 1.4.0 is older than 1.10.0, released as thermostat-1_10_0-00000002",
    );
  });
});

describe("a downgrade to a version that was released before", () => {
  const later = attempt({ version: "1.5.0", endedAt: Date.UTC(2026, 0, 2) });

  it("is admitted while another was given to devices since", () => {
    expect(answer(downgrade, attempt(), later)).toBe("admitted");
  });

  it("has nothing to do when it is what devices were given last", () => {
    expect(answer(downgrade, attempt({ endedAt: Date.UTC(2026, 0, 3) }), later)).toBe("nothing-to-do");
    expect(answer(downgrade, attempt(), { ...later, state: "failed" })).toBe("nothing-to-do");
  });

  it("is still refused with other bytes", () => {
    expect(answer(downgrade, attempt({ digest: other }), later)).toBe("VersionReusedError");
  });
});

describe("a release that offers the bytes of another again", () => {
  const retry = { retryOf: attempt().releaseId };

  it.each<[string, Partial<Attempt>, string]>([
    ["is released", { state: "released" }, "admitted"],
    ["has failed", { state: "failed" }, "admitted"],
    ["is serving, and so offers them itself", { state: "serving" }, "nothing-to-do"],
    ["is on its way", { state: "open" }, "nothing-to-do"],
    ["has other bytes", { state: "failed", wasTaken: false, digest: other }, "RetryUnknownError"],
    ["has other bytes, and stands", { digest: other }, "VersionReusedError"],
    ["has another version", { version: "1.3.0" }, "RetryUnknownError"],
    ["is another than there is", { releaseId: "thermostat-1_4_0-00000002" }, "RetryUnknownError"],
  ])("which %s", (_, earlier, expected) => {
    expect(answer(retry, attempt(earlier))).toBe(expected);
  });

  it("is admitted however often they were offered since, by a release or by another retry", () => {
    const second = attempt({ releaseId: "thermostat-1_4_0-00000002" });
    expect(answer(retry, attempt(), second)).toBe("admitted");
    expect(answer(retry, attempt({ state: "failed" }), second)).toBe("admitted");
  });

  it("has nothing to do while one of them serves", () => {
    expect(answer(retry, attempt(), attempt({ releaseId: "x", state: "serving" }))).toBe("nothing-to-do");
  });

  it("is refused beside a newer version like any other, and says what is wrong with an id", () => {
    expect(answer(retry, attempt(), attempt({ version: "1.5.0" }))).toBe("VersionNotNewerError");
    expect(() => admit(aRelease({ retryOf: "thermostat-1_4_0-ffffffff" }), [attempt()])).toThrowError(
      "retryOf thermostat-1_4_0-ffffffff is no earlier release of thermostat 1.4.0 with the same bytes; name one that is, or leave it out",
    );
  });
});

describe("a release of a product that supersedes nothing", () => {
  const patient = { supersede: false };

  it("is refused while another is running", () => {
    expect(answer(patient, attempt({ version: "1.3.0", state: "open" }))).toBe("ReleaseInProgressError");
  });

  it("is admitted while another is serving", () => {
    expect(answer(patient, attempt({ version: "1.3.0", state: "serving" }))).toBe("admitted");
  });

  it("goes on when the other was announced later, also a newer one: of two that see each other, one goes on", () => {
    expect(answer(patient, attempt({ version: "1.5.0", state: "open", isEarlier: false }))).toBe("admitted");
    expect(answer(patient, attempt({ version: "1.3.0", state: "open", isEarlier: false }))).toBe("admitted");
  });

  it("is refused as too old rather than as too early", () => {
    expect(answer(patient, attempt({ version: "1.5.0", state: "open" }))).toBe("VersionNotNewerError");
  });
});

describe("a release while another is running", () => {
  it("is admitted: the newer one will end it", () => {
    expect(answer({}, attempt({ version: "1.3.0", state: "open" }))).toBe("admitted");
  });
});
