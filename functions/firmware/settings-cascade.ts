import { type Delivery, deliveryOf, deliveryProblem, type Protocol } from "./delivery.ts";
import { fieldProblem } from "./field-path.ts";
import { type Manifest, ManifestInvalidError } from "./manifest.ts";
import type { ManifestFile } from "./manifest-file.ts";
import type { ProductSettings } from "./product-settings.ts";
import { repeatAt } from "./repeat.ts";
import type { SigningChoice } from "./signing-choice.ts";

/** What the stack decides where nobody else does. */
export interface StackDefaults {
  /** The stack's `SigningProfileName`. */
  readonly signingProfile: string;
}

/** A release as it is to be: every setting that must have a value has one. What is optional, AWS has a default for. */
export interface SettledRelease
  extends Pick<
    Manifest,
    | "rollout"
    | "abortCriteria"
    | "presignedUrlExpiresInSec"
    | "description"
    | "tags"
    | "additionalParameters"
    | "allowDowngrade"
    | "retryOf"
  > {
  /** `thinggroup/<name>`, `thing/<name>`, or ARNs. */
  readonly targets: readonly string[];
  readonly delivery: Delivery;
  readonly protocols: readonly Protocol[];
  readonly targetSelection: "SNAPSHOT" | "CONTINUOUS";
  readonly successPercent: number;
  readonly rolloutDeadlineInDays: number;
  readonly inProgressTimeoutInMinutes: number;
  readonly supersede: boolean;
  readonly files: readonly SettledFile[];
}

/** A file as it is to be; `sha256` and `size` are what its bytes must have, if they were given. */
export interface SettledFile extends Omit<ManifestFile, "fileId" | "fileName" | "fileVersion" | "signing"> {
  readonly fileId: number;
  readonly fileName: string;
  readonly fileVersion: string;
  readonly signing: SettledSigning;
}

/** Who signs a file, by which profile. */
export type SettledSigning =
  | Exclude<SigningChoice, { by: "pipeline" }>
  | { readonly by: "pipeline"; readonly profile: string };

/** Who speaks of a release, the weakest last. */
export interface Voices {
  /** Of the manifest or of the only file: errors name it. */
  readonly key: string;
  readonly product: string;
  readonly version: string;
  /** An image without a manifest is one with nothing but its name: `{ files: [{ name }] }`. */
  readonly manifest: Manifest;
  readonly settings: ProductSettings;
  readonly defaults: StackDefaults;
}

/**
 * Settles a release: what the manifest says wins over the product's settings, these over the stack's, field by field.
 * @throws ManifestInvalidError where the manifest and the product's settings contradict one another
 */
export function settleRelease({ key, product, version, manifest, settings, defaults }: Voices): SettledRelease {
  const { $schema: _schema, fileName, fileType, signingProfile = defaults.signingProfile, ...shared } = settings;
  const { $schema: _itsSchema, signing = { by: "pipeline" }, files, ...said } = { ...shared, ...manifest };
  const problem = deliveryProblem({ ...said, signing, files });
  if (problem) throw new ManifestInvalidError(key, fieldProblem(problem.path, contradiction(problem.reason, product)));
  const settledFiles = files.map(
    (file, position): SettledFile => ({
      ...(fileType === undefined ? {} : { fileType }),
      ...file,
      fileId: file.fileId ?? position,
      fileName: file.fileName ?? fileName ?? file.name,
      fileVersion: file.fileVersion ?? version,
      signing: settledSigning(file.signing ?? signing, signingProfile),
    }),
  );
  checkNamesOnDevice(settledFiles, key);
  return {
    ...said,
    targets: said.targets ?? [`thinggroup/${product}`],
    delivery: deliveryOf({ ...said, signing, files }),
    protocols: said.protocols ?? ["MQTT"],
    targetSelection: said.targetSelection ?? "SNAPSHOT",
    successPercent: said.successPercent ?? 100,
    rolloutDeadlineInDays: said.rolloutDeadlineInDays ?? 14,
    inProgressTimeoutInMinutes: said.inProgressTimeoutInMinutes ?? 1440, // without one, a lost device is in progress for ever
    supersede: said.supersede ?? true,
    files: settledFiles,
  };
}

function settledSigning(choice: SigningChoice, profile: string): SettledSigning {
  return choice.by === "pipeline" ? { by: "pipeline", profile: choice.profile ?? profile } : choice;
}

function contradiction(reason: string, product: string): string {
  return `${reason} (release.json and products/${product}.json taken together)`;
}

/** Devices would write one over the other. */
function checkNamesOnDevice(files: readonly SettledFile[], key: string): void {
  const names = files.map(({ fileName }) => fileName);
  const at = repeatAt(names);
  if (at === undefined) return;
  const reason = `${names[at]} is the name on the device of files[${names.indexOf(names[at] ?? "")}] too; give each its own`;
  throw new ManifestInvalidError(key, fieldProblem(["files", at, "fileName"], reason));
}
