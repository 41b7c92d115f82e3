import type { AgentContext, SelfTest } from "./agent-context.ts";
import { commit } from "./flash.ts";
import type { Firmware } from "./image.ts";
import { downgradeNotAllowed, sameFirmwareVersion, selfTestFailed } from "./reasons.ts";
import { accepted, active, deliverReport, failed } from "./reports.ts";
import type { AppVersion } from "./version.ts";

/**
 * After the restart: the version must be newer than the one that fetched it, then the application tests itself. Commits the image and
 * reports SUCCEEDED, or reports FAILED and restarts, so that the boot loader goes back. An image that the boot loader has already
 * taken back is rejected here too: as the same version, or an older one.
 */
export async function runSelfTest(
  context: AgentContext,
  jobId: string,
  { updatedBy }: { readonly updatedBy: AppVersion },
): Promise<void> {
  const { flash, firmware, version } = context;

  async function reject(reason: string): Promise<void> {
    await deliverReport(context, jobId, failed(reason));
    if (flash.state === "testing") await context.restart("image is rejected");
  }

  if (version === undefined || isForeign(context)) return reject(selfTestFailed);
  if (version === updatedBy) return reject(sameFirmwareVersion);
  if (version < updatedBy) return reject(downgradeNotAllowed);
  await deliverReport(context, jobId, active(version));
  const passed = await passes(context.selfTest, firmware);
  context.power.throwIfAborted();
  if (!passed) return reject(selfTestFailed);
  commit(flash);
  await deliverReport(context, jobId, accepted(version, updatedBy));
}

/** Another product's image, by its own header. */
function isForeign({ firmware, product }: AgentContext): boolean {
  return product !== undefined && firmware.product !== undefined && firmware.product !== product;
}

async function passes(selfTest: SelfTest, firmware: Firmware): Promise<boolean> {
  try {
    return await selfTest(firmware);
  } catch {
    return false;
  }
}
