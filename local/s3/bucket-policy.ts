import { parseJson } from "../http/parse-json.ts";
import { policyProblem, readPolicy } from "../policy.ts";
import type { Bucket } from "./buckets.ts";
import { s3Error } from "./errors.ts";
import { isPublic } from "./public-policy.ts";

/**
 * Gives a bucket a policy, JSON.
 * @param who the ARN of whoever does, as a refusal calls them
 * @throws AwsError MalformedPolicy; AccessDenied for a public policy, where the bucket blocks those
 */
export function setPolicy({ name, configuration }: Bucket, policy: string, who: string): void {
  if (!policy.startsWith("{") || !isJson(policy)) throw s3Error("MalformedPolicy");
  const problem = policyProblem(policy);
  if (problem !== undefined) throw s3Error("MalformedPolicy", problem);
  const resources = readPolicy("", parseJson(policy)).statements.flatMap((statement) => statement.resources ?? []);
  if (!resources.flatMap(({ patterns }) => patterns).every((pattern) => isOf(name, pattern))) {
    throw s3Error("MalformedPolicy", "Policy has invalid resource");
  }
  if (configuration.publicAccessBlock?.BlockPublicPolicy && isPublic(policy)) {
    const denied = `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${name}"`;
    const why = "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.";
    throw s3Error("AccessDenied", `${denied} ${why}`);
  }
  configuration.policy = policy;
}

/** Whether a pattern can be of the bucket, or of its objects: a wildcard or a variable in the bucket's name may stand for its rest. */
function isOf(bucket: string, pattern: string): boolean {
  if (pattern === "*") return true;
  const [, start, next] = /^arn:[^:]+:s3:::([^/*?$]*)(.?)/.exec(pattern) ?? [];
  if (start === undefined) return false;
  return next === "" || next === "/" ? bucket === start : bucket.startsWith(start);
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}
