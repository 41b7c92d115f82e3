import type { Readable } from "node:stream";
import { readBody } from "./read-body.ts";
import type { SignedRequest } from "./sigv4.ts";

const longestForm = 256 * 1024; // bytes; an assertion has up to 100,000 characters
const unsigned = /(?:^|&)Action=(AssumeRoleWithSAML|AssumeRoleWithWebIdentity)(?:&|$)/;

/** The operation of AWS STS that a request without a signature asks for: whoever has no keys yet gets some by it. */
export async function unsignedAction({ headers }: SignedRequest, body: Readable): Promise<string | undefined> {
  if (!headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return undefined;
  const form = await readBody(body, longestForm);
  return form && unsigned.exec(form.toString())?.[1];
}
