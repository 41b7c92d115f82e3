import { paginateListSigningPlatforms, type SigningPlatform } from "@aws-sdk/client-signer";
import { signer } from "../../functions/aws/clients.ts";

/** A way of signing that AWS Signer offers. */
export interface PlatformReport {
  readonly platformId: string;
  readonly name: string;
  /** The algorithms it signs with, such as `ECDSA` and `SHA256`. */
  readonly encryptionAlgorithms: readonly string[];
  readonly hashAlgorithms: readonly string[];
  /** What it writes: `JSONEmbedded`, … */
  readonly formats: readonly string[];
  readonly largestInMB: number | null;
  /** Whether devices of FreeRTOS can be sent what it signs. */
  readonly fitsFreeRtos: boolean;
}

/** Every platform, those for FreeRTOS first. */
export async function listPlatforms(): Promise<PlatformReport[]> {
  const found: PlatformReport[] = [];
  for await (const { platforms = [] } of paginateListSigningPlatforms({ client: signer }, {})) {
    found.push(...platforms.map(reportOf));
  }
  return found.sort(
    (one, other) =>
      Number(other.fitsFreeRtos) - Number(one.fitsFreeRtos) || one.platformId.localeCompare(other.platformId),
  );
}

/** What Describe Release and the OTA service look at, too: the platform's id. */
export function fitsFreeRtos(platformId: string): boolean {
  return platformId.startsWith("AmazonFreeRTOS");
}

function reportOf(platform: SigningPlatform): PlatformReport {
  const { platformId = "", displayName = "", signingConfiguration, signingImageFormat, maxSizeInMB } = platform;
  return {
    platformId,
    name: displayName.trim(), // one of AWS's ends in a blank
    encryptionAlgorithms: signingConfiguration?.encryptionAlgorithmOptions?.allowedValues ?? [],
    hashAlgorithms: signingConfiguration?.hashAlgorithmOptions?.allowedValues ?? [],
    formats: signingImageFormat?.supportedFormats ?? [],
    largestInMB: maxSizeInMB ?? null,
    fitsFreeRtos: fitsFreeRtos(platformId),
  };
}
