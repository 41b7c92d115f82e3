import type { Operations } from "../../http/api-service.ts";
import { allowAll } from "../../http/authorize.ts";
import { asRole } from "./as-role.ts";
import type { OtaContext } from "./context.ts";
import { createOtaUpdate } from "./create-ota-update.ts";
import { makeOtaUpdate } from "./creation.ts";
import { deleteOtaUpdate, removeOtaUpdate, type UnfinishedJobs } from "./delete-ota-update.ts";
import { getOtaUpdate } from "./get-ota-update.ts";
import { listOtaUpdates } from "./list-ota-updates.ts";
import { otaUpdateStore } from "./ota-update-store.ts";

/**
 * AWS IoT's OTA update manager: signs, streams and starts the job.
 * @param unfinishedJobs `refused`, as AWS's API reference says, unless its guide (`left`) is to be followed
 */
export function createOtaUpdates({
  unfinishedJobs = "refused",
  authorize = allowAll,
  objectsAs = () => given.objects,
  ...given
}: Omit<OtaContext, "store" | "authorize" | "objectsAs"> &
  Partial<Pick<OtaContext, "authorize" | "objectsAs">> & { unfinishedJobs?: UnfinishedJobs }): {
  operations: Operations;
  stop: () => Promise<void>;
} {
  const context: OtaContext = { ...given, authorize, objectsAs, store: otaUpdateStore(given.clock) };
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();
  const begin = (work: Promise<void>) => {
    const done = work.finally(() => working.delete(done));
    working.add(done);
  };
  return {
    operations: {
      CreateOTAUpdate: (request) =>
        createOtaUpdate(request, context, (update) =>
          begin(makeOtaUpdate(update, asRole(update, context), stopping.signal)),
        ),
      GetOTAUpdate: (request) => getOtaUpdate(request, context.store),
      ListOTAUpdates: (request) => listOtaUpdates(request, context.store),
      DeleteOTAUpdate: (request) =>
        deleteOtaUpdate(request, { ...context, unfinishedJobs }, (update) =>
          begin(removeOtaUpdate(update, request, asRole(update, context), stopping.signal)),
        ),
    },
    async stop() {
      stopping.abort();
      await Promise.all(working);
    },
  };
}
