import type {
  AddTagsToCertificateRequest,
  ListTagsForCertificateRequest,
  ListTagsForCertificateResponse,
  RemoveTagsFromCertificateRequest,
  Tag,
} from "@aws-sdk/client-acm";
import { AwsError } from "../http/aws-error.ts";
import { type CertificateStore, certificateOf } from "./certificate-store.ts";

const mostTags = 50;

/**
 * Adds tags to a certificate, or to one about to be kept; a key it has gets the new value.
 * @throws AwsError `InvalidTagException` for AWS's own keys, `TooManyTagsException` above 50
 */
export function addTags(store: CertificateStore, arn: string, tags: readonly Tag[]): void {
  const merged = new Map(store.tags.get(arn));
  for (const { Key = "", Value = "" } of tags) {
    if (Key.startsWith("aws:")) {
      throw new AwsError(
        "InvalidTagException",
        `Invalid Tag Key: "${Key}". AWS internal tags cannot be changed with this API`,
        400,
      );
    }
    merged.set(Key, Value);
  }
  if (merged.size > mostTags) {
    throw new AwsError(
      "TooManyTagsException",
      `The request contains too many tags. At most ${mostTags} are allowed.`,
      400,
    );
  }
  store.tags.set(arn, merged);
}

export function addTagsToCertificate(request: AddTagsToCertificateRequest, store: CertificateStore): void {
  const { arn } = certificateOf(store, request.CertificateArn);
  addTags(store, arn, request.Tags ?? []);
}

/** A tag given with a value goes only if it has that value. */
export function removeTagsFromCertificate(request: RemoveTagsFromCertificateRequest, store: CertificateStore): void {
  const { arn } = certificateOf(store, request.CertificateArn);
  const tags = store.tags.get(arn);
  for (const { Key = "", Value } of request.Tags ?? []) {
    if (Value === undefined || tags?.get(Key) === Value) tags?.delete(Key);
  }
}

export function listTagsForCertificate(
  request: ListTagsForCertificateRequest,
  store: CertificateStore,
): ListTagsForCertificateResponse {
  const { arn } = certificateOf(store, request.CertificateArn);
  return { Tags: [...(store.tags.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value })) };
}
