/**
 * The most bytes that input, output, a task's payload or result, or the variables that one state assigns may have
 * (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html).
 */
export const maximumSize = 262_144;

const mostBytesOfUnit = 3; // in UTF-8, of a unit of UTF-16; two units make the characters of four bytes

/** Whether a JSON text has more bytes than that. Most are so short that nobody has to count. */
export function isTooLarge(text: string): boolean {
  return text.length * mostBytesOfUnit > maximumSize && Buffer.byteLength(text) > maximumSize;
}
