/** The payload of an `UpdateJobExecution`. Like AWS's agent, without `clientToken` and `expectedVersion`: a refused update goes unnoticed. */
export interface Report {
  readonly status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  readonly statusDetails: Readonly<Record<string, string>>;
}
