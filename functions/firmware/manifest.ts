import * as v from "valibot";
import { documentFields, largestDocument, parseDocument } from "./document.ts";
import { closed, isNot, text } from "./field.ts";
import { fieldProblem } from "./field-path.ts";
import { manifestFile } from "./manifest-file.ts";
import { manifestProblem } from "./manifest-rules.ts";
import { wordsForManifests } from "./other-words.ts";
import { printable } from "./printable.ts";
import { releaseSettings } from "./release-settings.ts";
import { signingChoice } from "./signing-choice.ts";

/** `release.json` says something it cannot. The message names the manifest by its key, and the field by its path. */
export class ManifestInvalidError extends Error {
  override readonly name = "ManifestInvalidError";
  readonly key: string;

  /** @param reason with the field's path before it: `files[1].fileId: 300 is not a whole number from 0 to 255` */
  constructor(key: string, reason: string, options?: ErrorOptions) {
    super(`${printable(key)}: ${reason}`, options);
    this.key = key;
  }
}

/** Bytes. A larger manifest is refused unread. */
export const largestManifest = largestDocument;

/** What `release.json` may say. It is published as `schemas/release.schema.json`. */
export const manifestSchema = v.pipe(
  closed(
    {
      ...documentFields,
      files: v.pipe(
        v.array(manifestFile, isNot("a list")),
        v.minLength(1, "Name a file"),
        v.maxLength(10, "It names more than 10 files"),
        v.description("The files of the release, 1 to 10. They lie beside release.json and are uploaded before it."),
      ),
      signing: v.exactOptional(
        v.pipe(
          signingChoice,
          v.description('Who signs each file that does not say so itself. Default: {"by": "pipeline"}.'),
        ),
      ),
      ...releaseSettings,
      description: v.exactOptional(
        v.pipe(
          text(/^[^\p{C}]{1,2028}$/u, "1 to 2028 characters, without line breaks"),
          v.description("Of the OTA update. Default: the product and the version."),
        ),
      ),
      retryOf: v.exactOptional(
        v.pipe(
          v.string(isNot("a release's id")),
          v.description(
            "The id of a release of the same version and bytes that this one offers again, although it is released.",
          ),
        ),
      ),
    },
    wordsForManifests,
  ),
  v.title("release.json"),
  v.description(
    "A release of ota-pipeline. Lies at releases/<product>/<version>/release.json of the firmware bucket, its files beside it.",
  ),
);

/** A release as its makers describe it: `release.json`. What it leaves open, the product's settings and the stack decide. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/**
 * Reads `release.json`.
 * @param key `releases/<product>/<version>/release.json`
 * @throws ManifestInvalidError also for fields nobody knows
 */
export function parseManifest(bytes: Uint8Array, key: string): Manifest {
  const manifest = parseDocument(
    manifestSchema,
    bytes,
    (reason, options) => new ManifestInvalidError(key, reason, options),
  );
  const problem = manifestProblem(manifest, key);
  if (problem) throw new ManifestInvalidError(key, fieldProblem(problem.path, problem.reason));
  return manifest;
}
