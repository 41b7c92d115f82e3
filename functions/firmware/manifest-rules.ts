import { customSigningProblem } from "./custom-signing-rules.ts";
import { deliveryProblem, type FieldProblem } from "./delivery.ts";
import type { FieldPath } from "./field-path.ts";
import type { Manifest } from "./manifest.ts";
import { parseReleaseId } from "./release-id.ts";
import { repeatAt } from "./repeat.ts";
import type { SigningChoice } from "./signing-choice.ts";
import { parseTargets, TargetInvalidError } from "./target.ts";

/**
 * What fields of a manifest cannot be beside one another; undefined when they can.
 * @param key the manifest's own
 */
export function manifestProblem(manifest: Manifest, key: string): FieldProblem | undefined {
  return (
    repeatedName(manifest) ??
    repeatedFileId(manifest) ??
    signingProblem(manifest) ??
    targetProblem(manifest) ??
    deliveryProblem(manifest) ??
    retryProblem(manifest, key)
  );
}

function repeatedName({ files }: Manifest): FieldProblem | undefined {
  const at = repeatAt(files.map(({ name }) => name));
  return at === undefined
    ? undefined
    : { path: ["files", at, "name"], reason: `the file ${files[at]?.name} is named twice` };
}

/** A file without an id has its position. */
function repeatedFileId({ files }: Manifest): FieldProblem | undefined {
  const ids = files.map(({ fileId }, position) => fileId ?? position);
  const at = repeatAt(ids);
  if (at === undefined) return undefined;
  const reason = `files[${ids.indexOf(ids[at] ?? at)}] has the fileId ${ids[at]} too; without one, a file has its position`;
  return { path: ["files", at, "fileId"], reason };
}

function signingProblem({ files, signing }: Manifest): FieldProblem | undefined {
  const ofOneFile = signing?.by === "custom" || signing?.by === "job";
  if (ofOneFile && files.length > 1) {
    const reason = `signing by "${signing.by}" belongs to one file, and there are ${files.length}; move it into the file it is of`;
    return { path: ["signing"], reason };
  }
  const ofFiles = files.map((file, at) => customProblem(file.signing, ["files", at, "signing"]));
  return customProblem(signing, ["signing"]) ?? ofFiles.find((problem) => problem !== undefined);
}

function customProblem(signing: SigningChoice | undefined, path: FieldPath): FieldProblem | undefined {
  const problem = signing?.by === "custom" ? customSigningProblem(signing) : undefined;
  return problem && { path: [...path, problem.field], reason: problem.reason };
}

function targetProblem({ targets }: Manifest): FieldProblem | undefined {
  if (!targets) return undefined;
  const wrong = targets.findIndex((target) => whyNoTarget([target]) !== undefined);
  if (wrong !== -1) return { path: ["targets", wrong], reason: whyNoTarget([targets[wrong] ?? ""]) ?? "" };
  const reason = whyNoTarget(targets);
  return reason === undefined ? undefined : { path: ["targets"], reason };
}

function whyNoTarget(targets: readonly string[]): string | undefined {
  try {
    parseTargets(targets);
    return undefined;
  } catch (error) {
    if (error instanceof TargetInvalidError) return error.message;
    throw error;
  }
}

function retryProblem({ retryOf }: Manifest, key: string): FieldProblem | undefined {
  if (retryOf === undefined) return undefined;
  const release = parseReleaseId(retryOf);
  if (release && key === `releases/${release.product}/${release.version}/release.json`) return undefined;
  const reason = release
    ? `it is a release of ${release.product} ${release.version}; offer it again from releases/${release.product}/${release.version}/`
    : "it is no release's id, such as thermostat-1_4_0-5f2c9a10";
  return { path: ["retryOf"], reason };
}
