// What AWS's OTA agent (ota-for-aws-iot-embedded-sdk 3.4) writes into `statusDetails.reason` of a FAILED execution:
// `<main error>: <sub error>` for a failure, `aborted:` or `rejected:` and a code when the image's state says it.

/** The job document lacks what it must have, or is not an OTA job's. */
export const nonConformingDocument = "0x0000000c: 0x00000004";

/** The job offers no protocol that the device speaks. */
export const invalidDataProtocol = "aborted: 0x0000000d";

/** The job names no file to write to; the low 24 bits are the operating system's EINVAL. */
export const fileCreateFailed = "aborted: 0xe4000015";

/** The image does not fit the slot (`OtaPalRxFileTooLarge`). */
export const fileTooLarge = "aborted: 0xe5000000";

/** A message of the stream was no block, or a block of a wrong length. */
export const badBlock = "0x000000e0: 0x00000000";

/** As many requests in a row as the agent has patience for stayed unanswered. */
export const momentumAbort = "aborted: 0x00000000";

/** The signature is missing, or is not the image's. */
export const signatureCheckFailed = "0x000000e3: 0x00000000";

/** The certificate the job names is not on the device, or is none. */
export const badSignerCertificate = "0x000000e7: 0x00000000";

/** After the restart: an older version than before. */
export const downgradeNotAllowed = "rejected: 0x0000000f";

/** After the restart: the version of before. */
export const sameFirmwareVersion = "rejected: 0x00000010";

/** The image's own self-test failed: the agent has no code of its own for it. */
export const selfTestFailed = "rejected: 0x00000000";
