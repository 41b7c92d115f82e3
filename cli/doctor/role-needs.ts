/** Where a pipeline is. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly firmwareBucket: string;
  readonly releaseBucket: string;
  readonly signingProfile: string;
}

/** Something that the OTA role has to be allowed. */
export interface Need {
  /** What it is for, as the report has it. */
  readonly check: string;
  readonly action: string;
  /** An example of what it is done to. */
  readonly resource: string;
  /** Whose policy has a say in it beside the role's. */
  readonly bucket?: "firmware bucket" | "release bucket";
  readonly context?: Readonly<Record<string, string>>;
}

/** What AWS IoT does as the OTA role, whichever way a release is signed and delivered; the template's `OtaRole` allows it. */
export function needsOf(place: Place): Need[] {
  const { partition, region, account, roleArn, firmwareBucket, releaseBucket, signingProfile } = place;
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const firmware = { bucket: "firmware bucket" } as const;
  const release = { bucket: "release bucket" } as const;
  const object = (bucket: string, key: string) => `arn:${partition}:s3:::${bucket}/${key}`;
  const bucketArn = (bucket: string) => `arn:${partition}:s3:::${bucket}`;
  const uploads = [
    object(firmwareBucket, "firmware/product/1.0.0/app.bin"),
    object(firmwareBucket, "releases/product/1.0.0/app.bin"),
  ];
  const signed = object(releaseBucket, "signed/product-1_0_0-00000000/job");
  const job = arn("iot", "job/AFR_OTA-product-1_0_0-00000000");
  const stream = arn("iot", "stream/AFR_OTA-00000000-0000-0000-0000-000000000000");
  return [
    ...uploads.flatMap((resource) =>
      needs("OTA role: reads images", resource, ["s3:GetObject", "s3:GetObjectVersion"], firmware),
    ),
    ...needs("OTA role: signed images", signed, ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], release),
    ...needs("OTA role: sees buckets", bucketArn(firmwareBucket), ["s3:ListBucket", "s3:GetBucketLocation"], firmware),
    ...needs("OTA role: sees buckets", bucketArn(releaseBucket), ["s3:ListBucket", "s3:GetBucketLocation"], release),
    ...needs("OTA role: signing", arn("signer", "/signing-jobs/00000000-0000-0000-0000-000000000000"), [
      "signer:DescribeSigningJob",
    ]),
    ...needs("OTA role: signing", arn("signer", `/signing-profiles/${signingProfile}`), [
      "signer:GetSigningProfile",
      "signer:StartSigningJob",
    ]),
    ...needs("OTA role: jobs", job, ["iot:CreateJob", "iot:DescribeJob"]),
    ...needs("OTA role: streams", stream, ["iot:CreateStream", "iot:DeleteStream"]),
    ...needs("OTA role: passes itself", roleArn, ["iam:GetRole"]),
    ...needs("OTA role: passes itself", roleArn, ["iam:PassRole"], {
      context: { "iam:PassedToService": "iot.amazonaws.com" },
    }),
  ];
}

function needs(
  check: string,
  resource: string,
  actions: readonly string[],
  more: Pick<Need, "bucket" | "context"> = {},
): Need[] {
  return actions.map((action) => ({ check, action, resource, ...more }));
}
