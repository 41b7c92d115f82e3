import { certificate, ecdsaSignature, rsaSignature } from "./custom-signatures.ts";

const file = { name: "app.bin" };
const custom = {
  by: "custom",
  signature: ecdsaSignature,
  certificateName: "/cert.pem",
  certificate,
  hashAlgorithm: "SHA256",
  signatureAlgorithm: "ECDSA",
};
const { certificate: _, ...without } = custom;
const key = certificate.replaceAll("CERTIFICATE", "EC PRIVATE KEY");
const unverified = { ...without, unverified: true };
const parameter = {
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/6f1c2b1e-0d0a-4b63-9c3b-0d6a2f3b7c11",
  platform: "AmazonFreeRTOS-Default",
  certificatePathOnDevice: "/cert.pem",
};
const criterion = { failureType: "FAILED", thresholdPercentage: 10, minNumberOfExecutedThings: 1 };
const rate = { baseRatePerMinute: 50, incrementFactor: 2, rateIncreaseCriteria: { numberOfNotifiedThings: 10 } };

const a = (changes: object) => ({ files: [{ ...file, ...changes }] });
const one = (changes: object) => ({ files: [file], ...changes });
const signed = (signing: unknown) => one({ signing });
const service = (changes: object) =>
  signed({ by: "service", profile: "p2", signingProfileParameter: { ...parameter, ...changes } });
const growing = (changes: object) => one({ rollout: { exponentialRate: { ...rate, ...changes } } });

/** Manifests whose form is wrong, so that a JSON Schema tells it too; each with its refusal. */
export const misshapenManifests: readonly (readonly [refusal: string, manifest: unknown])[] = [
  ["null is not an object", null],
  ["a list is not an object", []],
  ["files: It is missing", {}],
  ["files: It is missing; did you mean it by file?", { file: [file] }],
  ["files: Name a file", { files: [] }],
  ["files: an object is not a list", { files: {} }],
  ["files: It names more than 10 files", { files: Array.from({ length: 11 }, (_, at) => ({ name: `${at}.bin` })) }],
  ['files[0]: "app.bin" is not an object { name, fileId, fileType,', { files: ["app.bin"] }],
  ["files[0].name: It is missing", { files: [{}] }],
  ['files[1].name: "../app.bin" is not a file\'s name', { files: [file, { name: "../app.bin" }] }],
  ["files[0].fileId: 256 is not a whole number from 0 to 255", a({ fileId: 256 })],
  ["files[0].fileId: -1 is not a whole number", a({ fileId: -1 })],
  ["files[0].fileType: 1.5 is not a whole number", a({ fileType: 1.5 })],
  ['files[0].fileType: "0" is not a whole number', a({ fileType: "0" })],
  ['files[0].fileVersion: "" is not 1 to 128 characters', a({ fileVersion: "" })],
  ["files[0].fileVersion: 7 is not 1 to 128 characters", a({ fileVersion: 7 })],
  ['files[0].fileName: "/träger.bin" is not 1 to 128 printable ASCII characters', a({ fileName: "/träger.bin" })],
  ["files[0].attributes: a list is not an object", a({ attributes: [] })],
  ["files[0].attributes.a: 1 is not a text", a({ attributes: { a: 1 } })],
  ["files[0].attributes.a: It has more than 4096 characters", a({ attributes: { a: "x".repeat(4097) } })],
  ['files[0].attributes.: "" is not a key', a({ attributes: { "": "x" } })],
  ["files[0].sha256: ", a({ sha256: "ABCD".repeat(16) })],
  ["files[0].size: 0 is not a whole number from 1 to 16777216", a({ size: 0 })],
  ["files[0].size: 16777217 is not a whole number", a({ size: 16_777_217 })],
  ["files[0].fileid: There is no such setting; did you mean fileId?", a({ fileid: 1 })],
  ["files[0].certificate: There is no such setting; there are name, fileId, ", a({ certificate: "/cert.pem" })],
  ["files[0].codeSigning: There is no such setting; here it is signing", a({ codeSigning: {} })],
  ["version: There is no such setting; the manifest's key says it", one({ version: "1.4.0" })],
  ["fileName: There is no such setting; it is a file's: say it in files", one({ fileName: "/app.bin" })],
  ["awsJobAbortConfig: There is no such setting; here it is abortCriteria", one({ awsJobAbortConfig: {} })],
  ["toString: There is no such setting", one({ toString: "x" })],
  ["files[0].constructor: There is no such setting", a({ constructor: 1 })],
  ["roleArn: There is no such setting", one({ roleArn: "arn:aws:iam::123456789012:role/admin" })],
  ["abortCriterias: There is no such setting; did you mean abortCriteria?", one({ abortCriterias: [] })],
  ['signing: "pipeline" is not an object { by, … }', signed("pipeline")],
  ["signing.by: It is missing: one of pipeline, custom, service, job", signed({ profile: "p2" })],
  ['signing.by: "me" is not one of pipeline, custom, service, job', signed({ by: "me" })],
  ['signing.profile: "p-2" is not a signing profile\'s name', signed({ by: "pipeline", profile: "p-2" })],
  ["signing.signature: There is no such setting", signed({ by: "pipeline", signature: ecdsaSignature })],
  ["signing.signature: It is missing", signed({ ...custom, signature: undefined })],
  ['signing.signature: "" is not a signature in base64', signed({ ...custom, signature: "" })],
  ['signing.signature: "MEUC\\u{a}" is not base64 on one line', signed({ ...custom, signature: "MEUC\n" })],
  ["signing.certificateName: It is missing", signed({ ...custom, certificateName: undefined })],
  ['signing.certificate: "/cert.pem" is not one certificate in PEM', signed({ ...custom, certificate: "/cert.pem" })],
  [
    "signing.certificate: A private key, which others may have read by now, is not one certificate in PEM",
    signed({ ...custom, certificate: key }),
  ],
  ["signing.certificate: ", signed({ ...custom, certificate: certificate + certificate })],
  ['signing.hashAlgorithm: "SHA-256" is not one of SHA1, SHA256', signed({ ...custom, hashAlgorithm: "SHA-256" })],
  ['signing.signatureAlgorithm: "EdDSA" is not', signed({ ...custom, signatureAlgorithm: "EdDSA" })],
  ["signing.unverified: false is not true", signed({ ...without, unverified: false })],
  ["signing.profile: It is missing", signed({ by: "service" })],
  ["signing.signingProfileParameter.certificateArn: ", service({ certificateArn: "arn:aws:iam::1:role/a" })],
  ["signing.signingProfileParameter.certificatePathOnDevice: ", service({ certificatePathOnDevice: "" })],
  [
    'signing.signingProfileParameter.platform: "AWSLambda-SHA384-ECDSA"',
    service({ platform: "AWSLambda-SHA384-ECDSA" }),
  ],
  ["signing.signingProfileParameter.platformId: There is no such setting; did", service({ platformId: "x" })],
  ['signing.signingJobId: "../x" is not the id of a signing job', signed({ by: "job", signingJobId: "../x" })],
  ["targets: ", one({ targets: "thinggroup/beta" })],
  ["targets[1]: 7 is not a text", one({ targets: ["thinggroup/beta", 7] })],
  ["protocols: Say MQTT, HTTP or both", one({ protocols: [] })],
  ['protocols: "[MQTT, HTTP]" is not a list', one({ protocols: "[MQTT, HTTP]" })],
  ['protocols[0]: "HTTPS" is not one of MQTT, HTTP', one({ protocols: ["HTTPS"] })],
  ['targetSelection: "SNAP" is not one of SNAPSHOT, CONTINUOUS', one({ targetSelection: "SNAP" })],
  ["rollout.maximumPerMinute: 1001 is not a whole number from 1 to 1000", one({ rollout: { maximumPerMinute: 1001 } })],
  ["rollout.exponentialRate.baseRatePerMinute: 0 is not a whole number from 1", growing({ baseRatePerMinute: 0 })],
  ["rollout.exponentialRate.incrementFactor: 1 is not a number from 1.1 to 5", growing({ incrementFactor: 1 })],
  ["rollout.exponentialRate.rateIncreaseCriteria: It is missing", growing({ rateIncreaseCriteria: undefined })],
  ["abortCriteria: Name a criterion, or leave it out", one({ abortCriteria: [] })],
  ["abortCriteria[0].action: There is no such setting", one({ abortCriteria: [{ ...criterion, action: "CANCEL" }] })],
  [
    "abortCriteria[0].thresholdPercentage: 0 is not",
    one({ abortCriteria: [{ ...criterion, thresholdPercentage: 0 }] }),
  ],
  ["inProgressTimeoutInMinutes: 10081 is not", one({ inProgressTimeoutInMinutes: 10_081 })],
  ["presignedUrlExpiresInSec: 59 is not a whole number from 60 to 3600", one({ presignedUrlExpiresInSec: 59 })],
  ["presignedUrlExpiresInSec: 3601 is not", one({ presignedUrlExpiresInSec: 3601 })],
  [
    'description: "two\\u{a}lines" is not 1 to 2028 characters, without line breaks',
    one({ description: "two\nlines" }),
  ],
  ["description: ", one({ description: "x".repeat(2029) })],
  ["tags: a list is not an object", one({ tags: [{ Key: "team", Value: "heating" }] })],
  ['tags.a?: "a?" is not a tag\'s key', one({ tags: { "a?": "x" } })],
  ["tags.a: ", one({ tags: { a: "x".repeat(257) } })],
  [
    "tags: It has more than 49 tags",
    one({ tags: Object.fromEntries([..."x".repeat(50)].map((x, at) => [x + at, ""])) }),
  ],
  ['delivery: "http" is not one of stream, s3', one({ delivery: "http" })],
  ["allowDowngrade: true is not an object { reason }", one({ allowDowngrade: true })],
  ["allowDowngrade.reason: It is missing", one({ allowDowngrade: {} })],
  ["successPercent: 0 is not a number above 0, up to 100", one({ successPercent: 0 })],
  ["rolloutDeadlineInDays: 61 is not", one({ rolloutDeadlineInDays: 61 })],
  ['supersede: "no" is not true or false', one({ supersede: "no" })],
  ["retryOf: 7 is not a release's id", one({ retryOf: 7 })],
  ["$schema: ", one({ $schema: {} })],
];

const two = (first: object, second: object) => ({
  files: [
    { name: "a.bin", ...first },
    { name: "b.bin", ...second },
  ],
});
const hundredAndOne = Array.from({ length: 101 }, (_, at) => `thing/t-${at}`);

/** Manifests that are wrong only by what their fields mean; each with its refusal. */
export const contradictoryManifests: readonly (readonly [refusal: string, manifest: unknown])[] = [
  ['files[0].name: "release.json" is not a file: it is the manifest itself', a({ name: "release.json" })],
  ['files[0].name: "Release.json" is not a file: it is the manifest itself', a({ name: "Release.json" })],
  ["files[1].name: the file a.bin is named twice", two({}, { name: "a.bin" })],
  ["files[1].fileId: files[0] has the fileId 7 too", two({ fileId: 7 }, { fileId: 7 })],
  ["files[1].fileId: files[0] has the fileId 1 too; without one, a file has its position", two({ fileId: 1 }, {})],
  ["files[0].attributes.constructor: no key may be named so", a({ attributes: { constructor: "x" } })],
  ["tags.prototype: no key may be named so", one({ tags: { prototype: "x" } })],
  ['tags.aws:team: "aws:team" is not a key of yours', one({ tags: { "aws:team": "x" } })],
  ['tags.AWS:team: "AWS:team" is not a key of yours', one({ tags: { "AWS:team": "x" } })],
  ['tags.ota-pipeline:release: "ota-pipeline:release" is not', one({ tags: { "ota-pipeline:release": "x" } })],
  ['signing: signing by "custom" belongs to one file, and there are 2', { ...two({}, {}), signing: custom }],
  ['signing: signing by "job" belongs', { ...two({}, {}), signing: { by: "job", signingJobId: "7309da2c" } }],
  ["signing.certificate: It is missing. Give the signer's certificate in PEM, or say", signed(without)],
  ["files[0].signing.certificate: It is missing", a({ signing: without })],
  ["signing.unverified: there is a certificate", signed({ ...custom, unverified: true })],
  ["signing.signature: it is not the DER encoding of an ECDSA signature", signed({ ...unverified, signature: "MEUC" })],
  ["signing.signature: it is not the DER", signed({ ...unverified, signature: rsaSignature })],
  ["signing.signature: it is not the DER", signed({ ...unverified, signature: withByteBehind(ecdsaSignature) })],
  [
    "signing.signature: it has 71 bytes; of an RSA key it has 128",
    signed({ ...unverified, signatureAlgorithm: "RSA" }),
  ],
  ["signing.certificate: it has the frame of a certificate", signed({ ...custom, certificate: pemOf("bm9uZQ==") })],
  ["targets[1]: Not a target: beta; a target is thinggroup/<name>", one({ targets: ["thing/a", "beta"] })],
  ["targets[0]: Not a target: arn:aws:iot:us-east-1:1:thing/a", one({ targets: ["arn:aws:iot:us-east-1:1:thing/a"] })],
  ["targets: There is no target", one({ targets: [] })],
  ["targets: 101 targets, more than 100", one({ targets: hundredAndOne })],
  ['protocols: Put MQTT first, ["MQTT", "HTTP"]', one({ protocols: ["HTTP", "MQTT"] })],
  ["protocols: It names a protocol twice", one({ protocols: ["MQTT", "MQTT"] })],
  [
    'delivery: "stream" is not possible with the protocol HTTP',
    one({ delivery: "stream", protocols: ["MQTT", "HTTP"] }),
  ],
  ['delivery: "stream" is not possible with signing by "service"', onStream({ by: "service", profile: "p2" })],
  ['delivery: "stream" is not possible with signing by "job"', onStream({ by: "job", signingJobId: "7309da2c" })],
  ['files[0].fileId: 7 is not 0: with delivery "s3" AWS numbers the files', { ...a({ fileId: 7 }), delivery: "s3" }],
  ["files[0].fileId: 7 is not 0", { ...a({ fileId: 7 }), protocols: ["HTTP"] }],
  ["rollout: Say maximumPerMinute, exponentialRate or both", one({ rollout: {} })],
  [
    "rollout.exponentialRate.incrementFactor: 1.25 is not a number with one decimal",
    growing({ incrementFactor: 1.25 }),
  ],
  [
    "rollout.exponentialRate.rateIncreaseCriteria: Say either numberOfNotifiedThings or numberOfSucceededThings",
    growing({ rateIncreaseCriteria: { numberOfNotifiedThings: 1, numberOfSucceededThings: 1 } }),
  ],
  ["rollout.exponentialRate.rateIncreaseCriteria: Say either", growing({ rateIncreaseCriteria: {} })],
  [
    "abortCriteria[0].thresholdPercentage: 0.125 is not a number with at most two decimals",
    one({ abortCriteria: [{ ...criterion, thresholdPercentage: 0.125 }] }),
  ],
  ["retryOf: it is no release's id", one({ retryOf: "thermostat" })],
  ["retryOf: it is a release of thermostat 1.5.0", one({ retryOf: "thermostat-1_5_0-5f2c9a10" })],
];

function onStream(signing: object): unknown {
  return one({ delivery: "stream", signing });
}

function withByteBehind(signature: string): string {
  return Buffer.concat([Buffer.from(signature, "base64"), Buffer.from([0])]).toString("base64");
}

function pemOf(content: string): string {
  return `-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----\n`;
}
