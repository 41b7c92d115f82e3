import type {
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
  PutBucketNotificationConfigurationRequest,
} from "@aws-sdk/client-s3";
import { s3Error } from "../errors.ts";
import type { S3Store } from "../store.ts";

export function getBucketNotificationConfiguration(
  request: GetBucketNotificationConfigurationRequest,
  store: S3Store,
): NotificationConfiguration {
  return store.buckets.get(request.Bucket).configuration.notification;
}

export function putBucketNotificationConfiguration(
  request: PutBucketNotificationConfigurationRequest,
  store: S3Store,
): void {
  const bucket = store.buckets.get(request.Bucket);
  bucket.configuration.notification = playedNotification(request.NotificationConfiguration ?? {});
}

/** @throws AwsError NotImplemented for topics, queues and functions: accepting them would promise events that never come */
export function playedNotification(configuration: NotificationConfiguration): NotificationConfiguration {
  const { EventBridgeConfiguration, ...others } = configuration;
  const [unplayed] = Object.entries(others).filter(([, targets]) => targets !== undefined && targets.length > 0);
  if (unplayed) throw s3Error("NotImplemented", `Local AWS does not play ${unplayed[0]}: S3 events go to EventBridge.`);
  return EventBridgeConfiguration ? { EventBridgeConfiguration } : {};
}
