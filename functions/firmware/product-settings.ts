import * as v from "valibot";
import { deliveryProblem } from "./delivery.ts";
import { documentFields, largestDocument, parseDocument } from "./document.ts";
import { closed, isNot, nameOnDevice, profileName, text, wholeNumber } from "./field.ts";
import { fieldProblem } from "./field-path.ts";
import { releaseSettings } from "./release-settings.ts";

/** `products/<product>.json` says something it cannot. The message names the field by its path. */
export class ProductSettingsInvalidError extends Error {
  override readonly name = "ProductSettingsInvalidError";
  readonly product: string;

  /** @param reason with the field's path before it */
  constructor(product: string, reason: string, options?: ErrorOptions) {
    super(`products/${product}.json: ${reason}`, options);
    this.product = product;
  }
}

/** Bytes. Larger settings are refused unread. */
export const largestSettings = largestDocument;

const allowedTarget = /^(?:thing|thinggroup)\/(?:[a-zA-Z0-9:_-]{1,128}|[a-zA-Z0-9:_-]{0,127}\*)$/;

/** What `products/<product>.json` may say. It is published as `schemas/product.schema.json`. */
export const productSettingsSchema = v.pipe(
  closed({
    ...documentFields,
    ...releaseSettings,
    allowedTargets: v.exactOptional(
      v.pipe(
        v.array(text(allowedTarget, "thinggroup/<name> or thing/<name>; an asterisk may end it"), isNot("a list")),
        v.description(
          "Which targets a release.json may name beside the product's own: thinggroup/<name> or thing/<name>; an asterisk may end it. Default: any.",
        ),
      ),
    ),
    fileName: v.exactOptional(
      v.pipe(
        nameOnDevice(),
        v.description(
          "What the image is called on the device (the job document's filepath). Default: as it was uploaded.",
        ),
      ),
    ),
    fileType: v.exactOptional(
      v.pipe(
        wholeNumber(0, 255),
        v.description("What the device takes the image for; 0 is firmware. Default: none is said."),
      ),
    ),
    signingProfile: v.exactOptional(
      v.pipe(
        profileName(),
        v.description("One of the stack's AllowedSigningProfiles. Default: the stack's own profile."),
      ),
    ),
  }),
  v.title("A product's settings"),
  v.description(
    "What the releases of one product have in common. Lies at products/<product>.json of the firmware bucket.",
  ),
);

/** What a product's owner may decide. Privileges (roles, buckets, which profiles) come from the stack alone. */
export type ProductSettings = v.InferOutput<typeof productSettingsSchema>;

/**
 * Reads `products/<product>.json`.
 * @throws ProductSettingsInvalidError also for fields nobody knows: a setting with a typing error must not be ignored
 */
export function parseProductSettings(product: string, bytes: Uint8Array): ProductSettings {
  const refuse = (reason: string, options?: ErrorOptions) => new ProductSettingsInvalidError(product, reason, options);
  const settings = parseDocument(productSettingsSchema, bytes, refuse);
  const problem = deliveryProblem({ ...settings, files: [] });
  if (problem) throw refuse(fieldProblem(problem.path, problem.reason));
  return settings;
}
