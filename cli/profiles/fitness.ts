import type { CertificateReport } from "./certificates.ts";
import type { PlatformReport } from "./platforms.ts";

/** Days before its end at which a certificate is to be replaced. */
export const warningDays = 30;

const day = 24 * 60 * 60_000;

/**
 * What keeps a certificate from signing on a platform, in words; undefined when nothing does.
 * @param now milliseconds since 1970
 */
export function unfitness(
  { notAfter, keyAlgorithm }: Pick<CertificateReport, "notAfter" | "keyAlgorithm">,
  { platformId, encryptionAlgorithms }: Pick<PlatformReport, "platformId" | "encryptionAlgorithms">,
  now: number,
): string | undefined {
  if (notAfter !== null && Date.parse(notAfter) <= now) return `it has expired on ${notAfter.slice(0, 10)}`;
  const kind = keyAlgorithm.startsWith("EC_") ? "ECDSA" : (/^[A-Z]+/.exec(keyAlgorithm)?.[0] ?? "");
  if (encryptionAlgorithms.length > 0 && !encryptionAlgorithms.includes(kind))
    return `its key is ${keyAlgorithm}, and ${platformId} signs with ${encryptionAlgorithms.join(" or ")}`;
  if (kind === "ECDSA" && keyAlgorithm !== "EC_prime256v1")
    return `its key is ${keyAlgorithm}, and devices of FreeRTOS verify by P-256 (EC_prime256v1)`;
  return undefined;
}

/** Whole days until a certificate expires. */
export function daysLeft(notAfter: string, now: number): number {
  return Math.floor((Date.parse(notAfter) - now) / day);
}
