import type { Actor, Authorize } from "../http/authorize.ts";
import type { ObjectLocation, S3Objects } from "./objects.ts";
import { orForbidden } from "./or-forbidden.ts";

/**
 * The bucket's objects for a service that acts as somebody: each call is what it would be over HTTP, GetObject (of a version, where one
 * is named) or PutObject, and rejects with `AccessDenied` where that is not allowed.
 */
export function objectsAs(objects: S3Objects, ask: Authorize): (actor: Actor) => S3Objects {
  return (actor) => {
    const authorize = (permission: Parameters<Authorize>[1]) => ask(actor, permission);
    const reading = async <Result>(location: ObjectLocation, read: () => Promise<Result>): Promise<Result> => {
      const { bucket, key, versionId } = location;
      const action = versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
      authorize({ action, resource: `arn:aws:s3:::${bucket}/${key}` });
      return orForbidden({ bucket, key }, { authorize }, read);
    };
    return {
      head: (location) => reading(location, () => objects.head(location)),
      read: (location, range) => reading(location, () => objects.read(location, range)),
      async write(object) {
        authorize({ action: "s3:PutObject", resource: `arn:aws:s3:::${object.bucket}/${object.key}` });
        return objects.write(object);
      },
    };
  };
}
