import * as sdk from "@aws-sdk/client-iot";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import { type Actor, type Authorize, allowAll } from "../http/authorize.ts";
import type { Service } from "../http/service.ts";
import { type Broker, createBroker } from "./broker.ts";
import { createJobs, type ExecutionNews } from "./jobs/jobs.ts";
import { type Presign, presignedDocuments } from "./jobs/presigned-documents.ts";
import type { Objects as OtaObjects, Signer } from "./ota-updates/context.ts";
import type { UnfinishedJobs } from "./ota-updates/delete-ota-update.ts";
import { createOtaUpdates } from "./ota-updates/ota-updates.ts";
import { iotPlayed } from "./played.ts";
import type { Objects as StreamObjects } from "./streams/objects.ts";
import { createStreams } from "./streams/streams.ts";
import { createTags } from "./tags.ts";
import { createThings } from "./things/things.ts";

/** AWS IoT, as it runs. */
export interface Iot {
  /** `iot`, and `iot-jobs-data` for devices that ask over HTTP. */
  readonly services: Service[];
  /** Where devices connect, once it was told to listen. */
  readonly broker: Broker;
  /** Tells of every execution that is queued, changed or deleted; returns how to stop hearing. */
  watchJobs(listener: (news: ExecutionNews) => void): () => void;
  /** Resolves once nothing goes on any more and every device is disconnected. */
  stop(): Promise<void>;
}

/**
 * AWS IoT: the registry, Jobs, streams, OTA updates, and the broker that devices reach them by.
 * @param objectsAs the objects as somebody may read and write them: streams and OTA updates act as their roles
 * @param authorize asked what else an OTA update's role may do
 * @param endpoint the URL at which the services are served, which DescribeEndpoint tells
 * @param presign makes the URLs that take the place of placeholders in job documents, which stay as they are without it
 * @param unfinishedJobs what becomes of an OTA update that is deleted, unforced, while its job goes on: `refused` by default
 */
export function createIot({
  objects,
  objectsAs = () => objects,
  authorize = allowAll,
  signer,
  endpoint,
  presign,
  unfinishedJobs = "refused",
  ...given
}: {
  account: Account;
  clock: Clock;
  objects: StreamObjects & OtaObjects;
  objectsAs?: (actor: Actor) => StreamObjects & OtaObjects;
  authorize?: Authorize;
  signer: Signer;
  endpoint: () => string;
  presign?: Presign;
  unfinishedJobs?: UnfinishedJobs;
}): Iot {
  const broker = createBroker();
  const context = { ...given, broker, tags: createTags() };
  const endpointAddress = (endpointType: string) => {
    if (endpointType === "iot:Data" || endpointType === "iot:Data-ATS") return broker.address();
    return endpointType === "iot:Jobs" ? new URL(endpoint()).host : undefined;
  };
  const things = createThings({ ...context, endpointAddress });
  const jobs = createJobs({
    ...context,
    targets: things.targets,
    ...(presign && { resolveDocument: presignedDocuments(presign) }),
  });
  const streams = createStreams({ ...context, objects, objectsAs });
  const otaUpdates = createOtaUpdates({
    ...context,
    streams: streams.streams,
    jobs: jobs.jobs,
    targets: things.targets,
    signer,
    objects,
    objectsAs,
    authorize,
    unfinishedJobs,
  });
  const iot = apiService({
    signingName: "iot",
    sdk,
    protocol: "restJson1",
    constraints: "iot",
    validationError: "InvalidRequestException",
    played: iotPlayed,
    operations: {
      ...things.operations,
      ...context.tags.operations,
      ...jobs.operations,
      ...streams.operations,
      ...otaUpdates.operations,
    },
  });
  return {
    services: [iot, jobs.dataPlane],
    broker,
    watchJobs: jobs.watch,
    async stop() {
      await otaUpdates.stop();
      streams.stop();
      jobs.stop();
      await broker.stop();
    },
  };
}
