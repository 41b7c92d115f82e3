import { AwsError } from "../http/aws-error.ts";

// The errors of the iot service that several of its parts throw, with the statuses of its model.

export function invalidRequest(message: string): AwsError {
  return new AwsError("InvalidRequestException", message, 400);
}

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, 404);
}

export function alreadyExists(message: string, resource: { resourceId: string; resourceArn: string }): AwsError {
  return new AwsError("ResourceAlreadyExistsException", message, 409, resource);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError("LimitExceededException", message, 410);
}

/** @throws AwsError `VersionConflictException` when a version is expected and it is not the one there is */
export function checkVersion(expected: number | undefined, actual: number, what: string): void {
  if (expected === undefined || expected === actual) return;
  throw new AwsError("VersionConflictException", `${what} has version ${actual}, not ${expected}`, 409);
}
