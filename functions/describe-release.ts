import { findRelease } from "./aws/find-release.ts";
import { task } from "./aws/task.ts";
import type { Release } from "./firmware/release.ts";
import { parseUpload } from "./firmware/upload.ts";

/** Finds out all there is to know of a release and refuses it if it could not succeed. Makes nothing. */
export const handler = task(
  async ({ upload }: { upload?: unknown }): Promise<Release> => findRelease(parseUpload(upload)),
);
