import type { FieldPath } from "./field-path.ts";
import type { SigningChoice } from "./signing-choice.ts";

export type Delivery = "stream" | "s3";
export type Protocol = "MQTT" | "HTTP";

/** What decides how devices get the files. */
export interface DeliveryWishes {
  readonly delivery?: Delivery;
  readonly protocols?: readonly Protocol[];
  /** For every file that has none of its own. */
  readonly signing?: SigningChoice;
  readonly files: readonly { readonly fileId?: number; readonly signing?: SigningChoice }[];
}

/** A field that cannot be as it is, and why. */
export interface FieldProblem {
  readonly path: FieldPath;
  readonly reason: string;
}

/** `s3` where AWS must make of the objects what devices read, else our own stream. */
export function deliveryOf(wishes: DeliveryWishes): Delivery {
  return wishes.delivery ?? (whyS3(wishes) === undefined ? "stream" : "s3");
}

/**
 * What of a release cannot be delivered as it says. AWS numbers the files of a stream it makes itself from 0, in their order
 * (aws-samples/aws-iot-create-ota-update-deconstructed).
 */
export function deliveryProblem(wishes: DeliveryWishes): FieldProblem | undefined {
  const why = whyS3(wishes);
  if (wishes.delivery === "stream" && why !== undefined) {
    return { path: ["delivery"], reason: `"stream" is not possible with ${why}; say "s3" or leave it out` };
  }
  if (deliveryOf(wishes) === "stream") return undefined;
  const moved = wishes.files.findIndex(({ fileId }, position) => fileId !== undefined && fileId !== position);
  if (moved === -1) return undefined;
  const reason = `${wishes.files[moved]?.fileId} is not ${moved}: with delivery "s3" AWS numbers the files 0, 1, … in their order; leave it out`;
  return { path: ["files", moved, "fileId"], reason };
}

/** What of the release a stream of ours cannot do; undefined when it can do all. */
function whyS3({ protocols, signing, files }: DeliveryWishes): string | undefined {
  if (protocols?.includes("HTTP")) return "the protocol HTTP, for which AWS signs URLs of S3";
  const signers = files.map((file) => (file.signing ?? signing)?.by);
  if (signers.includes("service")) return 'signing by "service", which AWS does as it makes the stream';
  if (signers.includes("job")) return 'signing by "job", whose signed object AWS streams itself';
  return undefined;
}
