import type { AttributePayload } from "@aws-sdk/client-iot";
import type { Attributes } from "./registry.ts";

/** The attributes after an update: all replaced, or merged where the payload says so. An empty value takes an attribute away. */
export function withAttributes(old: Attributes, payload: AttributePayload | undefined): Attributes {
  if (!payload) return old;
  const all = { ...(payload.merge ? old : {}), ...payload.attributes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

export function sameAttributes(one: Attributes, other: Attributes): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
