import { readAgentCode } from "../../functions/firmware/device-reason.ts";

const policy = "let the device's IoT policy allow the topics of its jobs: $aws/things/<thing>/jobs/*";
const stream = "let the device's IoT policy allow $aws/things/<thing>/streams/*, and see that it stays connected";
const room = "make the image smaller, or the device's slot or memory larger";
const flash = "look at the device's log: its flash or its file system fails";

/** By the agent's code: what most often helps. */
const fixes: Readonly<Record<number, string>> = {
  6: policy,
  7: stream,
  8: stream,
  11: policy,
  12: "see that nothing but this pipeline makes OTA jobs for the device, and that its agent is AWS's 3.x",
  13: "name a protocol that the device speaks in the release's `protocols`, MQTT first",
  14: stream,
  15: "release a higher version: agents never go back, whatever `allowDowngrade` says",
  16: "build the image with the released version in its own header (AppVersion32); if it is in there, the new image crashed or never reached the end of its self-test",
  17: "look at the device's bootloader: it started another image than the one to be tested",
  18: "try again: the device lost its job, most often by a restart in the middle",
  19: "look at the device's application: it has stopped the agent",
  21: stream,
  22: "look at the device's log: its bootloader does not take the image",
  23: room,
  224: "release it again; if it stays so, compare the agent's block size with the device's buffer",
  225: room,
  227: "sign with the key whose certificate the device has, or put the new certificate on the device first",
  228: flash,
  229: room,
  230: flash,
  231: "put the signer's certificate on the device, at the path that certname in the profile, or certificateName in the manifest, names",
  236: flash,
  238: "sign with the key whose certificate the device has: closing the file is where the signature is checked",
};

const withoutCode: Readonly<Record<string, string>> = {
  aborted: stream,
  rejected:
    "look at the device's log for what its self-test did not like, and see that it is an image of this very product; then raise the version",
};

/** What most often helps a device that reported this; undefined where the reason is no code of AWS's agent, or nothing is known to help. */
export function adviceOnReason(reason: string): string | undefined {
  const { state, code } = readAgentCode(reason) ?? {};
  if (code === undefined) return undefined;
  return code === 0 ? state && withoutCode[state] : fixes[code];
}
