import type { ListOTAUpdatesRequest, ListOTAUpdatesResponse } from "@aws-sdk/client-iot";
import { pageOf } from "../../http/pages.ts";
import { defaultPageSize } from "../page-size.ts";
import type { OtaUpdateStore } from "./ota-update-store.ts";

/** Lists updates, the newest first, of one status or of all. */
export function listOtaUpdates(
  { maxResults, nextToken, otaUpdateStatus }: ListOTAUpdatesRequest,
  store: OtaUpdateStore,
): ListOTAUpdatesResponse {
  const wanted = [...store.updates.values()]
    .reverse()
    .filter(({ status }) => !otaUpdateStatus || status === otaUpdateStatus);
  const page = pageOf(wanted, { limit: maxResults ?? defaultPageSize, nextToken }, ({ otaUpdateId }) => otaUpdateId);
  return {
    otaUpdates: page.items.map(({ otaUpdateId, otaUpdateArn, creationDate }) => ({
      otaUpdateId,
      otaUpdateArn,
      creationDate: new Date(creationDate),
    })),
    nextToken: page.nextToken,
  };
}
