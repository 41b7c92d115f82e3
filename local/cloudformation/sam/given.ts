import type { Properties } from "../template.ts";

/** Only those properties that are there. */
export function given(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
