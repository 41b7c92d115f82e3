import type { ServiceError } from "../service-error.ts";

/** @param operations those that can answer it; by default all */
export function error(name: string, status: number, message: string, operations = /./): ServiceError {
  return { name, status, message, operations };
}

export const rateExceeded = "Rate exceeded";
export const internalFailure = "Internal Failure";
export const notAuthorized =
  "User: {caller} is not authorized to perform: {action} because no identity-based policy allows the {action} action";
export const invalid = "The request is not valid";
export const missing = "The resource does not exist";
export const conflicting = "The request conflicts with the resource's state";
export const limited = "A limit of the account is exceeded";
