import { GetObjectCommand, type GetObjectCommandOutput } from "@aws-sdk/client-s3";
import {
  largestSettings,
  type ProductSettings,
  ProductSettingsInvalidError,
  parseProductSettings,
} from "../firmware/product-settings.ts";
import { s3 } from "./clients.ts";
import { isNamed } from "./failure.ts";

/** A product's settings, and the version of the object they were read from: null where the product has none. */
export interface FoundSettings {
  readonly settings: ProductSettings;
  readonly settingsVersionId: string | null;
}

/**
 * Reads `products/<product>.json` of the firmware bucket. A product without it goes by the stack's defaults.
 * @throws ProductSettingsInvalidError
 */
export async function readProductSettings(bucket: string, product: string): Promise<FoundSettings> {
  const object = await getSettings(bucket, `products/${product}.json`);
  if (!object) return { settings: {}, settingsVersionId: null };
  const { Body, ContentLength = 0, VersionId = null } = object;
  if (ContentLength > largestSettings) {
    throw new ProductSettingsInvalidError(product, `it has ${ContentLength} bytes, more than ${largestSettings}`);
  }
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  return { settings: parseProductSettings(product, bytes), settingsVersionId: VersionId };
}

async function getSettings(Bucket: string, Key: string): Promise<GetObjectCommandOutput | undefined> {
  try {
    return await s3.send(new GetObjectCommand({ Bucket, Key }));
  } catch (error) {
    if (isNamed(error, "NoSuchKey")) return undefined;
    throw error;
  }
}
