import { played } from "../../played.ts";
import { iotSources } from "../sources.ts";

/** By topic, below `$aws/things/<thing>/`, for it has no operations by other names. */
export const mqttPlayed = played({
  service: "AWS IoT by MQTT",
  scope:
    "3.1.1 on plain TCP, with AWS's rules for topics, payloads and subscriptions; jobs and streams, streams in JSON and CBOR. Any client may act for any thing",
  sources: iotSources,
  operations: {
    CONNECT: {
      lacks:
        "TLS, certificates and policies, MQTT 5, WebSockets; sessions last as long as the broker; no limits per second",
      from: ["mqtt", "quotas"],
    },
    PUBLISH: { lacks: "rules, and what they would do", from: ["mqtt", "quotas", "topics"] },
    SUBSCRIBE: { lacks: "the most subscriptions of a connection", from: ["mqtt", "quotas", "topics"] },
    "jobs/get": { from: ["devices", "agent", "deviceSdk"] },
    "jobs/start-next": { from: ["devices", "agent", "deviceSdk"] },
    "jobs/{jobId}/get, jobs/$next/get": { from: ["devices", "agent", "deviceSdk"] },
    "jobs/{jobId}/update": { from: ["devices", "agent", "deviceSdk"] },
    "jobs/notify, jobs/notify-next": { from: ["notifications", "deviceSdk"] },
    "streams/{streamId}/describe": { from: ["streams", "deviceSdk"] },
    "streams/{streamId}/get": { from: ["streams", "agent", "deviceSdk"] },
  },
  notPlayed: [
    "$aws/events/#",
    "$aws/rules/#",
    "$aws/provisioning-templates/#",
    "$aws/certificates/#",
    "defender/#",
    "shadow/#",
    "tunnels/#",
  ],
  guesses: [
    {
      id: "qos-2",
      about: ["PUBLISH", "SUBSCRIBE"],
      what: "QoS 2 ends the connection",
      silent: "AWS IoT Developer Guide, MQTT: says that it gets no acknowledgement",
    },
    {
      id: "step-of-what-goes-on",
      about: ["jobs/start-next"],
      what: "Where an execution is in progress already, the step timer of the request does nothing",
      silent:
        "AWS IoT Developer Guide, jobs device HTTP API: its status details do not change, and nothing of the timer",
    },
    {
      id: "json-of-notify",
      about: ["jobs/notify, jobs/notify-next"],
      what: "At most 10 executions are listed, and news have QoS 1",
      silent: "AWS IoT Developer Guide, jobs notifications: 10 in some texts, 15 in others",
    },
    {
      id: "rejections-of-streams",
      about: ["streams/{streamId}/describe", "streams/{streamId}/get"],
      what: "`rejected` goes to subscribers only; what local AWS itself fails at is `InternalError`",
      silent: "AWS IoT Developer Guide, MQTT-based file delivery",
    },
    {
      id: "neither-count-nor-bitmap",
      about: ["streams/{streamId}/describe", "streams/{streamId}/get"],
      what: "A request with neither count nor bitmap gets as many blocks as fit into 128 KiB",
      silent: "AWS IoT Developer Guide, MQTT-based file delivery: may be rejected",
    },
  ],
});
