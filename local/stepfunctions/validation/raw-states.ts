import { isObject, type Json, type JsonObject } from "../json.ts";

/** The objects in a list or an object of whatever shape, by their names or places. */
export function entries(value: Json | undefined): [string, JsonObject][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).filter((member): member is [string, JsonObject] => isObject(member[1]));
}

/** The objects in a field of a state, each with where it stands: `/Choices[0]`. */
export function within(state: JsonObject, field: string): [at: string, JsonObject][] {
  return entries(state[field]).map(([index, member]) => [`/${field}[${index}]`, member]);
}

/** The object that a field of a state is, with where it stands: `/ItemProcessor`. Empty when it is none. */
export function self(state: JsonObject, field: string): [at: string, JsonObject][] {
  const value = state[field];
  return isObject(value) ? [[`/${field}`, value]] : [];
}
