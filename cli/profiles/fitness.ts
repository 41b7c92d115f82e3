/** Days before its end at which a certificate is to be replaced. */
export const warningDays = 30;

const day = 24 * 60 * 60_000;

/** Whole days until a certificate expires. */
export function daysLeft(notAfter: string, now: number): number {
  return Math.floor((Date.parse(notAfter) - now) / day);
}
