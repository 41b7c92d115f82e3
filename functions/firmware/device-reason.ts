// What AWS's OTA agent for FreeRTOS reports as a reason: `0x000000e3: 0x00000000` (main and sub error), or
// `rejected: 0x0000000f` and `aborted: 0xe4000015` when the image's state says it; a platform's own error is then in the
// high byte. Names: OtaErr_t, OtaJobParseErr_t and OtaPalMainStatus_t of ota-for-aws-iot-embedded-sdk 3.4.
const report = /^(?:(?<state>aborted|rejected): )?0x(?<main>[0-9a-f]{8})(?:: 0x(?<sub>[0-9a-f]{8}))?$/;

const agentErrors: Readonly<Record<number, string>> = {
  1: "the agent did not say why",
  2: "the agent met an error it cannot recover from",
  3: "the agent was called wrongly by its application",
  4: "the agent was stopped",
  5: "the agent could not signal an event to itself",
  6: "it could not ask for its job",
  7: "it could not begin the transfer",
  8: "it could not ask for a block",
  9: "it could not end its subscription to jobs",
  10: "it could not end its subscription to the stream",
  11: "it could not report the job's status",
  12: "it could not read the job document",
  13: "the job offers no protocol that it speaks",
  14: "the stream did not answer its requests",
  15: "the image is older than what it ran before",
  16: "the image has the version that it ran before, or did not start and was rolled back",
  17: "the job was in self-test and the image was not: it may have been tampered with",
  18: "it had no active job",
  19: "its application gave the update up",
  20: "it could not encode a request for a block",
  21: "it could not decode a block",
  22: "it could not activate the image",
  23: "the image is too large for the agent",
};

const platformErrors: Readonly<Record<number, string>> = {
  224: "a block of the stream was not as it should be", // or it was asked too early: nothing was initialised
  225: "it ran out of memory",
  226: "it lost track of its file",
  227: "the signature does not fit the image",
  228: "it could not create the file for the image",
  229: "the image is larger than its flash has room for",
  230: "it could not write its boot information",
  231: "the signer's certificate is not on the device, or cannot be read",
  232: "the image's state was out of range",
  233: "it could not abort the update",
  234: "it could not reject the image",
  235: "it could not commit the image",
  236: "it could not activate the image",
  237: "it could not abort its file",
  238: "it could not close its file",
};

const documentErrors: Readonly<Record<number, string>> = {
  1: "it has no job id",
  2: "the job is being worked on already",
  3: "a file in it has no bytes",
  4: "it lacks what it must have, or is not an OTA job's",
  5: "the agent's model of it is wrong",
  6: "the agent had no room for it",
  7: "there is no active job",
};

const parserError = 0x0c;
const lowestPlatformError = 0xe0;

/** A reason that is a code of the agent's. */
export interface AgentCode {
  /** What the image's state says of it; undefined for a code alone. */
  readonly state: "aborted" | "rejected" | undefined;
  /** Of OtaErr_t, or OtaPalMainStatus_t from 0xe0; 0 for none. */
  readonly code: number;
  /** Of a document that it could not read: OtaJobParseErr_t. */
  readonly documentCode: number | undefined;
}

/** Reads a device's reason; undefined for one that is no code of the agent's. */
export function readAgentCode(reason: string): AgentCode | undefined {
  const { state, main, sub } = report.exec(reason.trim())?.groups ?? {};
  if (main === undefined) return undefined;
  const number = Number.parseInt(main, 16);
  return {
    state: state as AgentCode["state"],
    code: number >>> 24 >= lowestPlatformError ? number >>> 24 : number,
    documentCode: number === parserError && sub !== undefined ? Number.parseInt(sub, 16) : undefined,
  };
}

/** What a device's reason means, in words; undefined for one that is no code of the agent's, or of none that is known. */
export function reasonInWords(reason: string): string | undefined {
  const { state, code, documentCode } = readAgentCode(reason) ?? {};
  if (code === undefined) return undefined;
  if (code === 0) return state && withoutCode[state];
  const words = agentErrors[code] ?? platformErrors[code];
  const detail = documentCode === undefined ? undefined : documentErrors[documentCode];
  return words && detail ? `${words}: ${detail}` : words;
}

/** The agent gives up without a code of its own when a stream stays silent, and when an image's own self-test fails. */
const withoutCode: Readonly<Record<string, string>> = {
  aborted: "it gave up: most often, the stream did not answer",
  rejected: "the image did not pass its self-test, or is another product's",
};
