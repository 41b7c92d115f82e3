import type { ListSigningPlatformsRequest } from "@aws-sdk/client-signer";
import { AwsError } from "../http/aws-error.ts";
import { pageOf } from "../http/pages.ts";
import { pageSize } from "./page-size.ts";

/** A signing platform: how images for some kind of device are signed. */
export interface SigningPlatform {
  readonly platformId: string;
  readonly displayName: string;
  readonly partner: string;
  readonly target: string;
  readonly category: string;
  readonly signingConfiguration: {
    readonly encryptionAlgorithmOptions: Options;
    readonly hashAlgorithmOptions: Options;
  };
  readonly signingImageFormat: { readonly supportedFormats: readonly string[]; readonly defaultFormat: string };
  readonly maxSizeInMB: number;
  readonly revocationSupported: boolean;
}

interface Options {
  readonly allowedValues: readonly string[];
  readonly defaultValue: string;
}

/** As `aws signer list-signing-platforms` shows them; the trailing blank in a display name is AWS's. */
export const platforms: readonly SigningPlatform[] = [
  {
    platformId: "AWSIoTDeviceManagement-SHA256-ECDSA",
    displayName: "AWS IoT Device Management SHA256-ECDSA ",
    partner: "AWSIoTDeviceManagement",
    target: "SHA256-ECDSA",
    category: "AWS",
    signingConfiguration: { encryptionAlgorithmOptions: only("ECDSA"), hashAlgorithmOptions: only("SHA256") },
    signingImageFormat: { supportedFormats: ["JSONDetached"], defaultFormat: "JSONDetached" },
    maxSizeInMB: 2048,
    revocationSupported: false,
  },
  {
    platformId: "AWSLambda-SHA384-ECDSA",
    displayName: "AWS Lambda",
    partner: "AWSLambda",
    target: "SHA384-ECDSA",
    category: "AWS",
    signingConfiguration: { encryptionAlgorithmOptions: only("ECDSA"), hashAlgorithmOptions: only("SHA384") },
    signingImageFormat: { supportedFormats: ["JSONDetached"], defaultFormat: "JSONDetached" },
    maxSizeInMB: 250,
    revocationSupported: true,
  },
  {
    platformId: "AmazonFreeRTOS-TI-CC3220SF",
    displayName: "Amazon FreeRTOS SHA1-RSA CC3220SF-Format",
    partner: "AmazonFreeRTOS",
    target: "SHA1-RSA-TISHA1",
    category: "AWS",
    signingConfiguration: { encryptionAlgorithmOptions: only("RSA"), hashAlgorithmOptions: only("SHA1") },
    signingImageFormat: { supportedFormats: ["JSONEmbedded"], defaultFormat: "JSONEmbedded" },
    maxSizeInMB: 16,
    revocationSupported: false,
  },
  {
    platformId: "AmazonFreeRTOS-Default",
    displayName: "Amazon FreeRTOS SHA256-ECDSA",
    partner: "AmazonFreeRTOS",
    target: "SHA256-ECDSA",
    category: "AWS",
    signingConfiguration: { encryptionAlgorithmOptions: only("ECDSA"), hashAlgorithmOptions: only("SHA256") },
    signingImageFormat: { supportedFormats: ["JSONEmbedded"], defaultFormat: "JSONEmbedded" },
    maxSizeInMB: 16,
    revocationSupported: false,
  },
];

function only(value: string): Options {
  return { allowedValues: [value], defaultValue: value };
}

/** @throws AwsError `ResourceNotFoundException` */
export function platformOf(platformId: string | undefined): SigningPlatform {
  const platform = platforms.find((one) => one.platformId === platformId);
  if (!platform) throw new AwsError("ResourceNotFoundException", `Signing platform ${platformId} does not exist`, 404);
  return platform;
}

export function listSigningPlatforms({
  category,
  partner,
  target,
  maxResults,
  nextToken,
}: ListSigningPlatformsRequest) {
  const wanted = platforms.filter(
    (one) =>
      (!category || one.category === category) &&
      (!partner || one.partner === partner) &&
      (!target || one.target === target),
  );
  const page = pageOf(wanted, pageSize(maxResults, nextToken), (one) => one.platformId);
  return { platforms: page.items, nextToken: page.nextToken };
}
