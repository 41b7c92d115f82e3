import { describe, expect, it } from "vitest";
import { boot, commit, createFlash, openStagedSlot, runningImage, stage } from "../../../local/device/flash.ts";

const old = Buffer.from("old");

/** Flash with another image in the staged slot, to be tried. */
function staged() {
  const flash = createFlash(old);
  openStagedSlot(flash, 3).set(Buffer.from("new"));
  stage(flash);
  return flash;
}

const text = (image: Uint8Array) => Buffer.from(image).toString();

describe("the boot loader", () => {
  it("boots the image of the factory", () => {
    expect(boot(createFlash(old))).toEqual({ image: old, testing: false, rolledBack: false });
  });

  it("boots a staged image on trial", () => {
    const { image, ...rest } = boot(staged());
    expect([text(image), rest]).toEqual(["new", { testing: true, rolledBack: false }]);
  });

  it("goes back when the trial was not committed", () => {
    const flash = staged();
    boot(flash);
    expect(boot(flash)).toEqual({ image: old, testing: false, rolledBack: true });
    expect(boot(flash)).toEqual({ image: old, testing: false, rolledBack: false });
  });

  it("keeps what is committed, and stages the next image in the slot of the one before", () => {
    const flash = staged();
    boot(flash);
    commit(flash);
    expect(text(boot(flash).image)).toBe("new");
    openStagedSlot(flash, 4).set(Buffer.from("next"));
    expect(flash.slots[0]).toHaveLength(4);
    expect(text(runningImage(flash))).toBe("new");
  });

  it("does not try what was erased after it had been staged", () => {
    const flash = staged();
    openStagedSlot(flash, 3);
    expect(boot(flash)).toEqual({ image: old, testing: false, rolledBack: false });
  });

  it("survives being written down", () => {
    const flash = structuredClone(staged());
    expect(text(boot(flash).image)).toBe("new");
  });

  it("cannot boot an empty slot", () => {
    expect(() => runningImage({ active: 1, slots: [old, undefined], state: "committed" })).toThrow(
      "Slot 1 has no image",
    );
  });
});
