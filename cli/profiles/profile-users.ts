import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { s3 } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { readProductSettings } from "../../functions/aws/product-settings.ts";
import { ProductSettingsInvalidError } from "../../functions/firmware/product-settings.ts";
import { aFewAtATime } from "../a-few-at-a-time.ts";
import { NotFoundError } from "../not-found-error.ts";
import { openPipeline, type PipelineOptions } from "../pipeline/open-pipeline.ts";

/** Who signs by which profile: `stack ota-pipeline`, `product pump`. */
export interface ProfileUser {
  readonly profile: string;
  readonly user: string;
}

/**
 * Who of a pipeline signs by which profile: its stack, and each product whose settings name one.
 * @returns undefined where there is no such stack, or it may not be read
 */
export async function profileUsers(options: PipelineOptions): Promise<ProfileUser[] | undefined> {
  try {
    const { name, signingProfile, firmwareBucket } = await openPipeline(options);
    return [{ profile: signingProfile, user: `stack ${name}` }, ...(await productUsers(firmwareBucket))];
  } catch (error) {
    if (error instanceof NotFoundError || isNamed(error, "AccessDenied", "AccessDeniedException")) return undefined;
    throw error;
  }
}

async function productUsers(bucket: string): Promise<ProfileUser[]> {
  const products: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket, Prefix: "products/" },
  )) {
    products.push(...Contents.flatMap(({ Key = "" }) => /^products\/(.+)\.json$/.exec(Key)?.[1] ?? []));
  }
  const users = await aFewAtATime(products, async (product) => {
    const profiles = await profilesOf(bucket, product);
    return profiles.map((profile) => ({ profile, user: `product ${product}` }));
  });
  return users.flat();
}

/** Settings that cannot be read name no profile. */
async function profilesOf(bucket: string, product: string): Promise<string[]> {
  try {
    const { settings } = await readProductSettings(bucket, product);
    return settings.signingProfile === undefined ? [] : [settings.signingProfile];
  } catch (error) {
    if (error instanceof ProductSettingsInvalidError) return [];
    throw error;
  }
}
