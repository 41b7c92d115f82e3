import { createHash } from "node:crypto";
import { type Resource, type ResourceType, type ResourceTypes, removedProperties } from "../resource.ts";
import { setPolicy } from "./bucket-policy.ts";
import { resetProperties, setProperties } from "./bucket-properties.ts";
import { S3Error, s3Error } from "./errors.ts";
import { deleteBucket } from "./operations/buckets.ts";
import type { S3Store } from "./store.ts";

/** What a template can make of S3. */
export function s3ResourceTypes(store: S3Store): ResourceTypes {
  return { "AWS::S3::Bucket": bucketType(store), "AWS::S3::BucketPolicy": bucketPolicyType(store) };
}

function bucketType(store: S3Store): ResourceType {
  const described = (name: string): Resource => ({
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${store.account.region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${store.account.region}.amazonaws.com`,
    },
  });
  return {
    createOnlyProperties: ["BucketName"],
    async create({ stackName, logicalId, properties }) {
      const given = properties["BucketName"];
      const name = typeof given === "string" ? given : derivedName(stackName, logicalId, store);
      const bucket = store.buckets.create(name);
      try {
        setProperties(bucket, properties);
      } catch (error) {
        store.buckets.delete(name);
        throw error;
      }
      return described(name);
    },
    async update({ physicalId, properties, previousProperties }) {
      const bucket = store.buckets.get(physicalId);
      resetProperties(bucket, removedProperties({ properties, previousProperties }));
      setProperties(bucket, properties);
      return described(physicalId);
    },
    async delete({ physicalId }) {
      unlessGone(() => deleteBucket({ Bucket: physicalId }, store));
    },
  };
}

/** Kept with the bucket, and given back by GetBucketPolicy. */
function bucketPolicyType(store: S3Store): ResourceType {
  const put = ({ Bucket, PolicyDocument }: Record<string, unknown>): Resource => {
    if (typeof Bucket !== "string") throw s3Error("InvalidRequest", "AWS::S3::BucketPolicy needs a Bucket.");
    const policy = typeof PolicyDocument === "string" ? PolicyDocument : JSON.stringify(PolicyDocument ?? null);
    setPolicy(store.buckets.get(Bucket), policy, `arn:aws:iam::${store.account.id}:root`);
    return { physicalId: Bucket, attributes: {} };
  };
  return {
    createOnlyProperties: ["Bucket"],
    create: async ({ properties }) => put(properties),
    update: async ({ properties }) => put(properties),
    async delete({ physicalId }) {
      unlessGone(() => {
        store.buckets.get(physicalId).configuration.policy = undefined;
      });
    },
  };
}

function unlessGone(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof S3Error && error.name === "NoSuchBucket")) throw error;
  }
}

const longestName = 63;

/**
 * `<stack>-<logical id>-<13 letters and digits>`, as CloudFormation names what the template does not. The end comes
 * from the rest rather than from chance: the same template gives the same names again.
 */
function derivedName(stackName: string, logicalId: string, { account }: S3Store): string {
  const seed = JSON.stringify([account.id, account.region, stackName, logicalId]);
  const hash = createHash("sha256").update(seed).digest().readBigUInt64BE();
  const suffix = hash.toString(36).padStart(13, "0");
  const start = `${stackName}-${logicalId}`.toLowerCase().slice(0, longestName - suffix.length - 1);
  return `${start.replace(/-+$/, "")}-${suffix}`;
}
