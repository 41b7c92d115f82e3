import { type Presigning, presignedUrl } from "../http/presign-url.ts";

const validity = 7200; // seconds: longer than any custom resource is waited for

/**
 * Presigns the URLs by which custom resources answer, valid from now on the clock. On AWS they are objects in a bucket of
 * CloudFormation's; here they are paths of its own.
 */
export function responsePresigner({ account, clock, keys, endpoint }: Presigning): (path: string) => string {
  const roleArn = `arn:aws:iam::${account.id}:role/aws-service-role/cloudformation.amazonaws.com/CustomResources`;
  return (path) =>
    presignedUrl({
      method: "PUT",
      endpoint: endpoint(),
      path,
      query: "",
      region: account.region,
      service: "cloudformation",
      credentials: keys.issue(roleArn, "CustomResource"),
      signedAt: clock.now(),
      expiresInSec: validity,
    });
}
