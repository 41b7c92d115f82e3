import { readProductSettings } from "../../functions/aws/product-settings.ts";
import { resolveTargets } from "../../functions/aws/targets.ts";
import { type ProductSettings, ProductSettingsInvalidError } from "../../functions/firmware/product-settings.ts";
import {
  ProductUnknownError,
  TargetEmptyError,
  TargetInvalidError,
  TargetNotFoundError,
} from "../../functions/firmware/target.ts";
import { type ListedRelease, listReleases } from "../releases/list-releases.ts";
import { look, type Sight } from "./sight.ts";

/** A product, seen by the eyes of Describe Release. Problems are in its own words. */
export interface ProductFacts {
  readonly product: string;
  readonly settings: Sight<ProductSettings | Problem>;
  /** ARNs. */
  readonly targets: Sight<readonly string[] | Problem>;
  /** The newest. */
  readonly releases: Sight<readonly ListedRelease[]>;
}

export interface Problem {
  readonly problem: string;
}

const newest = 20;

/** @param pipeline opened before */
export async function lookAtProduct(
  product: string,
  { firmwareBucket, stateMachineArn }: { firmwareBucket: string; stateMachineArn: string },
): Promise<ProductFacts> {
  const found = await look("s3:GetObject and s3:ListBucket on the firmware bucket", () =>
    orProblem(() => readProductSettings(firmwareBucket, product), [ProductSettingsInvalidError]),
  );
  const read = found.seen && !("problem" in found.value) ? found.value : undefined;
  const { settings = {}, settingsVersionId = null } = read ?? {};
  const { targets = [`thinggroup/${product}`], targetSelection = "SNAPSHOT" } = settings;
  const isKnown = settingsVersionId !== null;
  return {
    product,
    settings: found.seen ? { seen: true, value: "problem" in found.value ? found.value : found.value.settings } : found,
    targets: await look("iot:DescribeThing, iot:DescribeThingGroup and iot:ListThingsInThingGroup", () =>
      orProblem(() => resolveTargets(product, { targets, targetSelection }, isKnown), targetProblems),
    ),
    releases: await look("the rights of `ota list`", async () => {
      return (await listReleases(stateMachineArn, { product, limit: newest })).releases;
    }),
  };
}

const targetProblems = [ProductUnknownError, TargetEmptyError, TargetInvalidError, TargetNotFoundError];

/** A refusal by one of these names is something that was seen. */
async function orProblem<Value>(
  ask: () => Promise<Value>,
  problems: readonly (abstract new (...words: never[]) => Error)[],
): Promise<Value | Problem> {
  try {
    return await ask();
  } catch (error) {
    if (problems.some((problem) => error instanceof problem)) return { problem: (error as Error).message };
    throw error;
  }
}
