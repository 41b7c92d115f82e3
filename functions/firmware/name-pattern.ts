/**
 * Whether a name is among those that are allowed.
 * @param allowed names, or how names begin, with an asterisk: `ota_*`
 */
export function isAmong(name: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one));
}
