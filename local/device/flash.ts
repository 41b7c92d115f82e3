/**
 * What survives a power cut: two image slots, the files that belong to each, and the boot loader's flag, nothing else.
 * A plain value, so that a test can keep it, hand it to the next device, or look into it.
 */
export interface Flash {
  /** Which slot boots: the other one is the staged slot. */
  active: 0 | 1;
  readonly slots: [Uint8Array | undefined, Uint8Array | undefined];
  /** What jobs brought beside images: path → bytes. Each slot has its own, so that going back to the image before takes its files back too. */
  readonly files: [FileStore, FileStore];
  /**
   * `committed`: the active slot is good. `staged`: the other slot is to be tried at the next boot.
   * `testing`: the active slot is being tried; unless it commits, the next boot goes back to the other one.
   */
  state: "committed" | "staged" | "testing";
}

/** Files by their path on the device. */
export type FileStore = ReadonlyMap<string, Uint8Array>;

/** What the boot loader did. */
export interface Boot {
  readonly image: Uint8Array;
  /** The image runs on trial: it has to commit itself. */
  readonly testing: boolean;
  /** An image on trial did not commit itself: this is the one before it. */
  readonly rolledBack: boolean;
}

/** Flash as it leaves the factory: one committed image, the other slot empty. */
export function createFlash(image: Uint8Array): Flash {
  return { active: 0, slots: [image, undefined], files: [new Map(), new Map()], state: "committed" };
}

/** What the active slot holds. */
export function runningImage(flash: Omit<Flash, "files">): Uint8Array {
  const image = flash.slots[flash.active];
  if (!image) throw new Error(`Slot ${flash.active} has no image to boot`);
  return image;
}

/** The files that the running image finds. */
export function runningFiles(flash: Flash): FileStore {
  return flash.files[flash.active];
}

/** Erases the staged slot and gives it as `size` writable bytes. What was staged is staged no more. */
export function openStagedSlot(flash: Flash, size: number): Uint8Array {
  const image = new Uint8Array(size);
  flash.slots[other(flash)] = image;
  if (flash.state === "staged") flash.state = "committed";
  return image;
}

/** Adds files to those of the running image; what has the same path is replaced. */
export function keepFiles(flash: Flash, files: FileStore): void {
  flash.files[flash.active] = new Map([...runningFiles(flash), ...files]);
}

/** Has the next boot try the staged slot, with the running image's files and these beside it. */
export function stage(flash: Flash, files: FileStore = new Map()): void {
  flash.files[other(flash)] = new Map([...runningFiles(flash), ...files]);
  flash.state = "staged";
}

/** The running image is good: the boot loader keeps it. */
export function commit(flash: Flash): void {
  flash.state = "committed";
}

/** The boot loader: starts what is committed, or the staged image on trial, or goes back from a trial that was not committed. */
export function boot(flash: Flash): Boot {
  const before = flash.state;
  if (before !== "committed") flash.active = other(flash);
  flash.state = before === "staged" ? "testing" : "committed";
  return { image: runningImage(flash), testing: before === "staged", rolledBack: before === "testing" };
}

function other(flash: Pick<Flash, "active">): 0 | 1 {
  return flash.active === 0 ? 1 : 0;
}
