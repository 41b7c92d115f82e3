import type { LifecycleRule } from "@aws-sdk/client-s3";
import { type S3Error, s3Error } from "./errors.ts";

const mostRules = 1_000;
const longestId = 255;

/**
 * The rules of a bucket's lifecycle ("Lifecycle configuration elements" in the Amazon S3 User Guide). Transitions are not looked into.
 * @throws AwsError MalformedXML, InvalidArgument, InvalidRequest
 */
export function checkedRules(rules: LifecycleRule[] | undefined): LifecycleRule[] {
  if (!rules || rules.length === 0 || rules.length > mostRules) throw s3Error("MalformedXML");
  const ids = new Set<string>();
  for (const rule of rules) {
    checkRule(rule);
    if (rule.ID === undefined) continue;
    if (ids.has(rule.ID)) throw invalid("Rule ID must be unique. Found same ID for more than one rule");
    ids.add(rule.ID);
  }
  return rules;
}

function checkRule(rule: LifecycleRule): void {
  const { ID = "", Status, Filter, Prefix, Expiration, NoncurrentVersionExpiration: noncurrent } = rule;
  const { AbortIncompleteMultipartUpload: abort, Transitions, NoncurrentVersionTransitions } = rule;
  if (ID.length > longestId) throw invalid(`ID length should not exceed allowed limit of ${longestId}`);
  if (Status !== "Enabled" && Status !== "Disabled") throw s3Error("MalformedXML");
  if ((Filter === undefined) === (Prefix === undefined)) throw s3Error("MalformedXML");
  if (!(Expiration || noncurrent || abort || Transitions?.length || NoncurrentVersionTransitions?.length)) {
    throw s3Error("InvalidRequest", "At least one action needs to be specified in a rule");
  }
  if (Expiration) {
    const { Days, Date: day, ExpiredObjectDeleteMarker } = Expiration;
    if ([Days, day, ExpiredObjectDeleteMarker].filter((one) => one !== undefined).length !== 1) {
      throw s3Error("MalformedXML");
    }
    checkDays("'Days' for Expiration action", Days);
  }
  checkDays("'NoncurrentDays' for NoncurrentVersionExpiration action", noncurrent?.NoncurrentDays);
  checkDays("'DaysAfterInitiation' for AbortIncompleteMultipartUpload action", abort?.DaysAfterInitiation);
}

/** Templates may write a number as a text. */
function checkDays(what: string, days: unknown): void {
  if (days === undefined || (Number.isInteger(Number(days)) && Number(days) > 0)) return;
  throw invalid(`${what} must be a positive integer`);
}

function invalid(message: string): S3Error {
  return s3Error("InvalidArgument", message);
}
