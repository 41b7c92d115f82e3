import * as v from "valibot";
import { issueText } from "./input.ts";
import { printable } from "./printable.ts";
import { JsonInvalidError, parseStrictJson } from "./strict-json.ts";

/** `products/<product>.json` says something it cannot. The message names the field by its path. */
export class ProductSettingsInvalidError extends Error {
  override readonly name = "ProductSettingsInvalidError";
  readonly product: string;

  constructor(product: string, reason: string, options?: ErrorOptions) {
    super(`products/${product}.json: ${printable(reason)}`, options);
    this.product = product;
  }
}

/** Larger settings are refused unread. */
export const largestSettings = 65_536;

const isObject = (input: unknown) => typeof input === "object" && input !== null && !Array.isArray(input);

/** An object of these fields and no others. */
function closed<Entries extends v.ObjectEntries>(entries: Entries) {
  const wording = ({ expected }: v.StrictObjectIssue) =>
    expected === "never" ? "There is no such setting" : "It is missing";
  return v.pipe(v.custom<object>(isObject, "Expected an object"), v.strictObject(entries, wording));
}

function wholeNumber(from: number, to: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));
}

const positivePercent = v.pipe(v.number(), v.gtValue(0), v.maxValue(100));

// Limits are those of CreateOTAUpdate where AWS has one (service model, 2015-05-28).
const settingsSchema = closed({
  /** `thinggroup/<name>`, `thing/<name>`, or their ARNs; by default the thing group named like the product. */
  targets: v.exactOptional(v.array(v.string())),
  /** What the image is called on the device (the job document's `filepath`); by default as it was uploaded. */
  fileName: v.exactOptional(v.pipe(v.string(), v.regex(/^[\x20-\x7e]{1,128}$/))),
  fileType: v.exactOptional(wholeNumber(0, 255)),
  /** One of the stack's `AllowedSigningProfiles`; by default the stack's own. */
  signingProfile: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{2,64}$/))),
  targetSelection: v.exactOptional(v.picklist(["SNAPSHOT", "CONTINUOUS"])),
  /** How many of a hundred devices must succeed. */
  successPercent: v.exactOptional(positivePercent),
  rolloutDeadlineInDays: v.exactOptional(wholeNumber(1, 60)),
  inProgressTimeoutInMinutes: v.exactOptional(wholeNumber(1, 10_080)),
  rollout: v.exactOptional(closed({ maximumPerMinute: wholeNumber(1, 1000) })),
  /** When AWS stops offering the job to further devices. */
  abortCriteria: v.exactOptional(
    v.pipe(
      v.array(
        closed({
          failureType: v.picklist(["FAILED", "REJECTED", "TIMED_OUT", "ALL"]),
          thresholdPercentage: positivePercent,
          minNumberOfExecutedThings: v.pipe(v.number(), v.integer(), v.minValue(1)),
        }),
      ),
      v.minLength(1),
    ),
  ),
  /** Whether a newer release ends the one that is running; false: it is refused. */
  supersede: v.exactOptional(v.boolean()),
  /** Lets an older version follow a newer one; the reason is kept in the record. */
  allowDowngrade: v.exactOptional(closed({ reason: v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)) })),
});

/** What a product's owner may decide. Privileges (roles, buckets, which profiles) come from the stack alone. */
export type ProductSettings = v.InferOutput<typeof settingsSchema>;

/**
 * Reads `products/<product>.json`.
 * @throws ProductSettingsInvalidError also for fields nobody knows: a setting with a typing error must not be ignored
 */
export function parseProductSettings(product: string, bytes: Uint8Array): ProductSettings {
  const result = v.safeParse(settingsSchema, readJson(product, bytes), { abortEarly: true });
  if (!result.success) throw new ProductSettingsInvalidError(product, issueText(result.issues[0]));
  return result.output;
}

function readJson(product: string, bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes);
  } catch (cause) {
    if (cause instanceof JsonInvalidError) throw new ProductSettingsInvalidError(product, cause.message, { cause });
    throw cause;
  }
}
