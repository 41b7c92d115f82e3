import type { CreateOTAUpdateRequest, ErrorInfo, OTAUpdateFile, OTAUpdateStatus } from "@aws-sdk/client-iot";
import { notFound } from "../errors.ts";

/** An OTA update; times in milliseconds since 1970. */
export interface OtaUpdate {
  readonly otaUpdateId: string;
  readonly otaUpdateArn: string;
  readonly request: CreateOTAUpdateRequest;
  /** As requested, with the ids of the signing jobs the service started. */
  readonly files: readonly OTAUpdateFile[];
  readonly status: OTAUpdateStatus;
  readonly creationDate: number;
  readonly lastModifiedDate: number;
  readonly errorInfo?: ErrorInfo | undefined;
  /** Id and ARN of its job, once that exists. */
  readonly job?: { readonly id: string; readonly arn: string };
  /** The stream that the service made for it. */
  readonly ownStreamId?: string;
}

/** OTA updates by id, in the order they were made. */
export interface OtaUpdateStore {
  readonly updates: Map<string, OtaUpdate>;
  /** Changes an update, if it is still there, and notes when. */
  change(otaUpdateId: string, change: Partial<OtaUpdate>): void;
}

export function otaUpdateStore(clock: { now(): number }): OtaUpdateStore {
  const updates = new Map<string, OtaUpdate>();
  return {
    updates,
    change(otaUpdateId, change) {
      const update = updates.get(otaUpdateId);
      if (update) updates.set(otaUpdateId, { ...update, ...change, lastModifiedDate: clock.now() });
    },
  };
}

/** @throws AwsError `ResourceNotFoundException` */
export function otaUpdateOf(store: OtaUpdateStore, otaUpdateId: string | undefined): OtaUpdate {
  const update = store.updates.get(otaUpdateId ?? "");
  if (!update) throw notFound(`OTA update ${otaUpdateId} does not exist`);
  return update;
}
