import { type Delivery, deliveryOf, deliveryProblem, type Protocol } from "./delivery.ts";
import { fieldProblem } from "./field-path.ts";
import { type Manifest, ManifestInvalidError } from "./manifest.ts";
import type { ManifestFile } from "./manifest-file.ts";
import { isAmong } from "./name-pattern.ts";
import { printable } from "./printable.ts";
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
  checkTargets(manifest, settings, { key, product });
  const { $schema: _schema, allowedTargets: _allowed, fileName, fileType, signingProfile, ...shared } = settings;
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
      signing: settledSigning(file.signing ?? signing, signingProfile ?? defaults.signingProfile),
    }),
  );
  checkNamesOnDevice(settledFiles, key);
  return {
    ...said,
    targets: said.targets ?? ownTargets(settings, product),
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

function ownTargets({ targets }: ProductSettings, product: string): readonly string[] {
  return targets ?? [`thinggroup/${product}`];
}

/** Whoever may release a product cannot reach another's devices where the product's settings say which are its own. */
function checkTargets(
  { targets = [] }: Manifest,
  settings: ProductSettings,
  { key, product }: Pick<Voices, "key" | "product">,
): void {
  if (!settings.allowedTargets) return;
  const allowed = [...ownTargets(settings, product), ...settings.allowedTargets].map(withoutArn);
  const at = targets.findIndex((target) => !isAmong(withoutArn(target), allowed));
  if (at === -1) return;
  const reason = `${targets[at]} is not among the targets that products/${product}.json allows: ${printable(allowed.join(", "))}`;
  throw new ManifestInvalidError(key, fieldProblem(["targets", at], reason));
}

/** Account and region are looked at when the target is. */
function withoutArn(target: string): string {
  return target.replace(/^arn:[^/]*:/, "");
}

/** Devices would write one over the other. */
function checkNamesOnDevice(files: readonly SettledFile[], key: string): void {
  const names = files.map(({ fileName }) => fileName);
  const at = repeatAt(names);
  if (at === undefined) return;
  const reason = `${names[at]} is the name on the device of files[${names.indexOf(names[at] ?? "")}] too; give each its own`;
  throw new ManifestInvalidError(key, fieldProblem(["files", at, "fileName"], reason));
}
