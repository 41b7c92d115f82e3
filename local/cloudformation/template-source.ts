import { AwsError } from "../http/aws-error.ts";
import type { ReadObject } from "./context.ts";
import { templateError } from "./template-error.ts";

/** How a request names its template. */
export interface TemplateSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
}

const longestBody = 51_200; // bytes, of a template in a request
const longestObject = 1_000_000; // of one in S3

/**
 * The text of the template that a request brings; undefined when it brings none.
 * @throws AwsError ValidationError when it is too long, or cannot be read
 */
export async function templateText(
  { TemplateBody, TemplateURL }: TemplateSource,
  readObject: ReadObject,
): Promise<string | undefined> {
  if (TemplateBody !== undefined && TemplateURL !== undefined)
    throw templateError("Only one of TemplateBody or TemplateURL may be specified.");
  if (TemplateURL !== undefined) return textAt(TemplateURL, readObject);
  if (TemplateBody !== undefined && Buffer.byteLength(TemplateBody) > longestBody)
    throw templateError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${longestBody}`,
    );
  return TemplateBody;
}

async function textAt(url: string, readObject: ReadObject): Promise<string> {
  const object = await readObject(locationOf(url)).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    throw templateError(
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  });
  if (object.length > longestObject) throw templateError(`Template may not exceed ${longestObject} bytes in size.`);
  return object.toString("utf8");
}

/** `https://s3.us-east-1.amazonaws.com/bucket/key` (any host that is no bucket's), or `https://bucket.s3.amazonaws.com/key`. */
function locationOf(url: string): Parameters<ReadObject>[0] {
  const { hostname, pathname, searchParams } = parsed(url);
  const bucketOfHost = /^(?<bucket>.+)\.s3[.-]/.exec(hostname)?.groups?.["bucket"];
  const path = pathname.slice(1);
  const slash = path.indexOf("/");
  const [bucket, key] = bucketOfHost ? [bucketOfHost, path] : [path.slice(0, slash), path.slice(slash + 1)];
  const versionId = searchParams.get("versionId") ?? undefined;
  return { bucket, key: decoded(key), versionId };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    throw templateError("TemplateURL must be a supported URL.");
  }
}

function parsed(url: string): URL {
  const asUrl = URL.parse(url);
  if (asUrl && asUrl.pathname.length > 1) return asUrl;
  throw templateError("TemplateURL must be a supported URL.");
}
