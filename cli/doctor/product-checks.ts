import type { ProductSettings } from "../../functions/firmware/product-settings.ts";
import { checkAllowed, SignerProfileUnusableError } from "../../functions/firmware/signing-profile.ts";
import type { ListedRelease } from "../releases/list-releases.ts";
import { counted } from "../wording.ts";
import { type Finding, fail, type Judgement, judged, ok, warn } from "./finding.ts";
import type { Problem, ProductFacts } from "./product-facts.ts";

/** @param allowedProfiles what the stack allows a product to name */
export function judgeProduct(facts: ProductFacts, allowedProfiles: readonly string[]): Finding[] {
  const { product, settings, targets, releases } = facts;
  const found = settings.seen && !("problem" in settings.value) ? settings.value : {};
  return [
    judged(`product ${product}: settings`, settings, (value) => judgeSettings(product, value, allowedProfiles)),
    judged(`product ${product}: targets`, targets, judgeTargets),
    judged(`product ${product}: releases`, releases, (listed) => judgeReleases(product, listed, found)),
  ];
}

function judgeSettings(
  product: string,
  settings: ProductSettings | Problem,
  allowedProfiles: readonly string[],
): Judgement {
  const key = `products/${product}.json`;
  if ("problem" in settings) return fail(settings.problem, `Mend ${key} in the firmware bucket.`);
  const fields = Object.keys(settings).filter((field) => field !== "$schema");
  try {
    if (settings.signingProfile !== undefined) checkAllowed(settings.signingProfile, allowedProfiles);
  } catch (error) {
    if (!(error instanceof SignerProfileUnusableError)) throw error;
    return fail(error.message, `Allow it by the stack's AllowedSigningProfiles, or take it out of ${key}.`);
  }
  return ok(fields.length === 0 ? "the stack's" : `${key} says ${fields.join(", ")}`);
}

function judgeTargets(targets: readonly string[] | Problem): Judgement {
  if ("problem" in targets)
    return fail(
      targets.problem,
      "Make the thing group and put things in (aws iot create-thing-group, add-thing-to-thing-group), or name others in the product's settings.",
    );
  return ok(targets.map((arn) => arn.slice(arn.lastIndexOf(":") + 1)).join(", "));
}

function judgeReleases(product: string, releases: readonly ListedRelease[], settings: ProductSettings): Judgement {
  const running = releases.filter(({ state }) => ["starting", "under way", "ending"].includes(state));
  const serving = releases.filter(({ state }) => state === "serving");
  const [first] = running;
  if (first && settings.supersede === false)
    return fail(
      `${first.release} is ${first.state}, and the product's settings say "supersede": false: a newer release is refused`,
      `Wait until it is over, or end it: ota cancel ${first.release}`,
    );
  if (first)
    return warn(
      `${counted(running.length, "release")} on the way (${first.release} is ${first.state}): a newer one ends it`,
      `Wait, if it is to reach all its devices: ota status ${first.release}`,
    );
  const [live] = serving;
  if (live)
    return warn(
      `${live.release} serves devices that join: a newer one ends that`,
      `Nothing, if that is meant; ota cancel ${live.release} ends it now.`,
    );
  return ok(releases.length === 0 ? `nothing of ${product} was released yet` : "none in the way of another");
}
