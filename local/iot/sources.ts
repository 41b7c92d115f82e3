import { document, model, type Source } from "../played.ts";

const developerGuide = "https://docs.aws.amazon.com/iot/latest/developerguide";

/** From where it is known how AWS IoT behaves, over HTTP and by MQTT. */
export const iotSources = {
  model,
  registry: document(
    "AWS IoT Developer Guide, managing things and static thing groups",
    `${developerGuide}/thing-registry.html`,
  ),
  jobs: document(
    "AWS IoT Developer Guide, jobs: states, configurations, rollouts",
    `${developerGuide}/iot-jobs-lifecycle.html`,
  ),
  devices: document("AWS IoT Developer Guide, jobs device MQTT API", `${developerGuide}/jobs-mqtt-api.html`),
  devicesByHttp: document(
    "AWS IoT Developer Guide, jobs device HTTP API",
    `${developerGuide}/jobs-http-device-api.html`,
  ),
  notifications: document(
    "AWS IoT Developer Guide, jobs notifications",
    `${developerGuide}/jobs-comm-notifications.html`,
  ),
  streams: document(
    "AWS IoT Developer Guide, MQTT-based file delivery",
    `${developerGuide}/mqtt-based-file-delivery-in-devices.html`,
  ),
  topics: document("AWS IoT Developer Guide, reserved topics", `${developerGuide}/reserved-topics.html`),
  mqtt: document("AWS IoT Developer Guide, MQTT", `${developerGuide}/mqtt.html`),
  quotas: document(
    "AWS General Reference, AWS IoT Core endpoints and quotas",
    "https://docs.aws.amazon.com/general/latest/gr/iot-core.html",
  ),
  ota: document(
    "FreeRTOS User Guide, creating an OTA update with the AWS CLI",
    "https://docs.aws.amazon.com/freertos/latest/userguide/ota-cli-workflow.html",
  ),
  otaFailures: document(
    "FreeRTOS User Guide, troubleshooting CreateOTAUpdate failures",
    "https://docs.aws.amazon.com/freertos/latest/userguide/ota-create-failure.html",
  ),
  sample: {
    kind: "code",
    title: "AWS's sample of what CreateOTAUpdate does",
    url: "https://github.com/aws-samples/aws-iot-create-ota-update-deconstructed",
  },
  agent: {
    kind: "code",
    title: "AWS's OTA agent for devices, read and seen on the wire",
    url: "https://github.com/aws/ota-for-aws-iot-embedded-sdk",
  },
  deviceSdk: {
    kind: "code",
    title: "AWS's device libraries for jobs and streams, read and seen on the wire",
    url: "https://github.com/aws/aws-iot-device-sdk-js-v2",
  },
  passRole: {
    kind: "report",
    title: "an issue that quotes what CreateOTAUpdate says when a role may not pass itself",
    url: "https://github.com/awsdocs/aws-freertos-docs/issues/2",
  },
} as const satisfies Readonly<Record<string, Source>>;
