/** What an SDK's error has beside name and message. */
interface AwsFailure extends Error {
  readonly code?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const expired = ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenProviderError"];
const unknownKey = [
  "AuthFailure",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];
const denied = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"];
const unreachable = [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
];

/**
 * Why AWS could not be asked, or what it answered, with the way out. AWS's own words stay in it.
 * @returns undefined for an error that is none of AWS's or its SDK's
 */
export function awsAdvice(error: AwsFailure): string | undefined {
  const { name, message } = error;
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  if (name === "CredentialsProviderError") {
    return `There are no AWS credentials (${message}). Sign in with \`aws login\` or \`aws sso login\`, or set AWS_PROFILE; for local AWS say --local.`;
  }
  if (message === "Region is missing") {
    return "No AWS region is set. Set AWS_REGION, or the region of your AWS profile; for local AWS say --local.";
  }
  if (unreachable.includes(String(error.code)) || name === "TimeoutError") {
    const reason = message || String(error.code ?? name);
    return endpoint
      ? `No AWS answers at ${endpoint} (${reason}). Start local AWS with \`ota local\`, or say with AWS_ENDPOINT_URL where it is.`
      : `AWS cannot be reached (${reason}).`;
  }
  if (expired.includes(name)) return `The AWS credentials have expired (${message}). Sign in again.`;
  if (unknownKey.includes(name)) {
    const where = endpoint ? `What answers at ${endpoint}` : "AWS";
    return `${where} does not accept the credentials (${name}: ${message})${endpoint ? ". For local AWS say --local." : ""}`;
  }
  if (denied.includes(name) || error.$metadata?.httpStatusCode === 403) return `AWS does not allow it (${message}).`;
  return error.$fault === undefined ? undefined : `AWS: ${name}: ${message}`;
}
