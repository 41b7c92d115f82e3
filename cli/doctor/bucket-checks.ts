import type { BucketFacts } from "./bucket-facts.ts";
import { opensToEverybody } from "./bucket-policy.ts";
import { type Finding, fail, type Judgement, judged, ok, warn } from "./finding.ts";

/** @param role what a bucket is to the pipeline */
export function judgeBucket(role: "firmware bucket" | "release bucket", facts: BucketFacts): Finding[] {
  const { bucket, versioning, tellsEventBridge, publicAccessBlocks, policy } = facts;
  return [
    judged(`${role}: versions`, versioning, (status) => judgeVersioning(bucket, status)),
    ...(role === "firmware bucket"
      ? [judged(`${role}: events`, tellsEventBridge, (isOn) => judgeEvents(bucket, isOn))]
      : []), // nothing of ours listens to the release bucket
    judged(`${role}: public access`, publicAccessBlocks, (blocks) => judgeBlocks(bucket, blocks)),
    judged(`${role}: policy`, policy, (document) => judgePolicy(bucket, document)),
  ];
}

function judgeVersioning(bucket: string, status: string): Judgement {
  if (status === "Enabled") return ok(`${bucket} keeps versions`);
  if (status === "gone")
    return fail(`there is no bucket ${bucket}, or it is somebody else's`, "Delete the stack and deploy it again.");
  return fail(
    `versioning of ${bucket} is ${status.toLowerCase()}: Signer and streams name a version, so nothing can be released`,
    `aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`,
  );
}

function judgeEvents(bucket: string, isOn: boolean): Judgement {
  if (isOn) return ok("uploads are told to EventBridge");
  return fail(
    `${bucket} does not tell EventBridge of uploads: they start nothing`,
    `aws s3api put-bucket-notification-configuration --bucket ${bucket} --notification-configuration '{"EventBridgeConfiguration":{}}' (it replaces the bucket's others)`,
  );
}

function judgeBlocks(bucket: string, blocks: number): Judgement {
  if (blocks === 4) return ok("blocked");
  return warn(
    `${blocks} of the 4 blocks of public access are on: a policy or an ACL could make images public`,
    `aws s3api put-public-access-block --bucket ${bucket} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
  );
}

function judgePolicy(bucket: string, document: string | undefined): Judgement {
  if (document === undefined)
    return warn(
      `${bucket} has no policy: it can be read without TLS by whoever has rights`,
      "Deploy the stack again; its template has one.",
    );
  if (opensToEverybody(document))
    return fail(
      `the policy of ${bucket} allows something to everybody`,
      "Take the statement with Principal * out, or give it a condition.",
    );
  return ok("opens nothing to everybody");
}
