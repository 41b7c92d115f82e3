import type { SessionCredentials } from "../http/access-keys.ts";
import { type Presigning, presignedUrl } from "../http/presign-url.ts";

/** An object, in whose name, and for how long. */
export interface ObjectToPresign {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
  readonly roleArn: string;
  readonly expiresInSec: number;
}

/**
 * Presigns downloads for other services, with credentials of the role that each names: path style, valid from now on the
 * clock. A role's session is opened once.
 */
export function objectPresigner({ account, clock, keys, endpoint }: Presigning): (object: ObjectToPresign) => string {
  const sessions = new Map<string, SessionCredentials>();
  const sessionOf = (roleArn: string) => {
    const session = sessions.get(roleArn) ?? keys.issue(roleArn, "AWSIoTJobs");
    sessions.set(roleArn, session);
    return session;
  };
  return ({ bucket, key, versionId, roleArn, expiresInSec }) =>
    presignedUrl({
      endpoint: endpoint(),
      path: `/${[bucket, ...key.split("/")].map(encodeURIComponent).join("/")}`,
      query: versionId === undefined ? "" : `versionId=${encodeURIComponent(versionId)}`,
      region: account.region,
      service: "s3",
      credentials: sessionOf(roleArn),
      signedAt: clock.now(),
      expiresInSec,
    });
}
