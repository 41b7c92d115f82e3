import * as v from "valibot";
import { closed, isNot, nameOnDevice, text, wholeNumber } from "./field.ts";
import { largestImage } from "./image.ts";
import { wordsForFiles } from "./other-words.ts";
import { keptTexts } from "./release-settings.ts";
import { signingChoice } from "./signing-choice.ts";
import { fileNamePattern, manifestName } from "./upload.ts";

/** One file of a release, as `release.json` names it. */
export const manifestFile = closed(
  {
    name: v.pipe(
      text(fileNamePattern, "a file's name: up to 128 letters, digits and . _ + -"),
      v.check((name) => name.toLowerCase() !== manifestName, isNot("a file: it is the manifest itself")),
      v.description("The file beside release.json, uploaded before it; what a signing job signed may have any name."),
    ),
    fileId: v.exactOptional(
      v.pipe(wholeNumber(0, 255), v.description("Its number in the stream. Default: its position, from 0.")),
    ),
    fileType: v.exactOptional(
      v.pipe(
        wholeNumber(0, 255),
        v.description("What the device takes it for; 0 is firmware. Default: the product's, else none."),
      ),
    ),
    fileVersion: v.exactOptional(
      v.pipe(
        text(/^[^\p{C}]{1,128}$/u, "1 to 128 characters"),
        v.description("Kept with the OTA update. Default: the release's version."),
      ),
    ),
    fileName: v.exactOptional(
      v.pipe(
        nameOnDevice(),
        v.description(
          "What it is called on the device (the job document's filepath). Default: the product's, else its name.",
        ),
      ),
    ),
    attributes: v.exactOptional(
      v.pipe(keptTexts, v.description("Kept with the file in the OTA update; devices never see them. Default: none.")),
    ),
    sha256: v.exactOptional(
      v.pipe(
        text(/^[0-9a-f]{64}$/, "a SHA-256: 64 digits of lower-case hex"),
        v.description("The release is refused unless the file has it. Default: not compared."),
      ),
    ),
    size: v.exactOptional(
      v.pipe(
        wholeNumber(1, largestImage),
        v.description("Bytes. The release is refused unless the file has as many. Default: not compared."),
      ),
    ),
    signing: v.exactOptional(
      v.pipe(signingChoice, v.description("Who signs this file. Default: the release's signing.")),
    ),
  },
  wordsForFiles,
);

export type ManifestFile = v.InferOutput<typeof manifestFile>;
