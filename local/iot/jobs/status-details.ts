import { invalidRequest } from "../errors.ts";

const mostDetails = 10;
const longestValue = 1024;

/** @throws AwsError `InvalidRequestException` for more than 10 pairs, a key or a value that is not as AWS's model says, or a value that is no string */
export function checkStatusDetails(
  details: Readonly<Record<string, unknown>>,
): asserts details is Record<string, string> {
  const pairs = Object.entries(details);
  if (pairs.length > mostDetails)
    throw invalidRequest(`statusDetails has ${pairs.length} pairs, more than ${mostDetails}`);
  for (const [key, value] of pairs) {
    if (!/^[a-zA-Z0-9:_-]{1,128}$/.test(key)) throw invalidRequest(`statusDetails has an invalid key: ${key}`);
    const isValid = typeof value === "string" && /^[^\p{C}]+$/u.test(value) && value.length <= longestValue;
    if (!isValid) throw invalidRequest(`statusDetails has an invalid value for ${key}`);
  }
}
