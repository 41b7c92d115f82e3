import type { Clock } from "../clock.ts";
import { readSignature } from "./read-signature.ts";
import { type SignedRequest, signedAt } from "./sigv4.ts";

/**
 * The `Date` of an answer: of the computer's time and local AWS's, the one that the client signed by. An SDK that is told
 * another time takes its own clock to be wrong, and calls again what was refused for good.
 */
export function answerDate(request: SignedRequest, clock: Clock | undefined): string {
  // biome-ignore lint/plugin: by which most clients sign
  const computersTime = Date.now();
  const times = [computersTime, ...(clock ? [clock.now()] : [])];
  const signature = readSignature(request);
  const signed = !signature || "malformed" in signature ? computersTime : signedAt(signature);
  const [nearest = signed] = times.sort((one, other) => Math.abs(one - signed) - Math.abs(other - signed));
  return new Date(nearest).toUTCString();
}
