import { type Condition, readPolicy, type Statement } from "../policy.ts";

/** Condition keys that narrow a statement about everybody down to somebody, in lower case. */
const narrowing = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/** Whether a bucket's policy, JSON, lets everybody do something ("The meaning of public" in the Amazon S3 User Guide). */
export function isPublic(policy: string): boolean {
  return readPolicy("", JSON.parse(policy)).statements.some(
    (statement) =>
      statement.effect === "Allow" && isAboutEverybody(statement) && !statement.conditions.some(narrowsToSomebody),
  );
}

function isAboutEverybody({ principals }: Statement): boolean {
  return principals !== undefined && (principals.isNegated || principals.names.some(({ name }) => name === "*"));
}

/** Only by fixed values, without wildcards and variables. */
function narrowsToSomebody({ operator, key, values }: Condition): boolean {
  const name = key.toLowerCase();
  const demands = /^(foranyvalue:)?((string|arn)(equals|equalsignorecase|like)|ipaddress)$/i.test(operator);
  const areFixed = values.every((value) => (name === "aws:sourceip" ? isNarrow(value) : !/[*?]|\$\{/.test(value)));
  return narrowing.has(name) && demands && areFixed;
}

/** Whole halves of the internet are everybody. */
function isNarrow(range: string): boolean {
  const [address = "", bits] = range.split("/");
  return bits === undefined || Number(bits) >= (address.includes(":") ? 32 : 8);
}
