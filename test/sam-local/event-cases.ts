/** One function, run by one event of `events/`, and what comes of it. */
export interface EventCase {
  /** The function's logical id. */
  readonly of: string;
  /** The event's file, without `.json`. */
  readonly by: string;
  /** What it answers, or some of that. */
  readonly answers?: object | null;
  /** What it throws, by name. */
  readonly throws?: string;
  /** It is about the event as it lies there, not as it would be in this account. */
  readonly asItIs?: true;
}

/**
 * Each event of `events/`, in an order in which each finds what it needs: a release is announced before it is closed, and has
 * its stream before it is offered. Those that upload something come last, for what is uploaded is released.
 */
export const eventCases: readonly EventCase[] = [
  { of: "StartUpdateFunction", by: "s3.folder-marker", answers: { state: "ignored" } },
  { of: "StartUpdateFunction", by: "s3.file-of-release", answers: { state: "ignored" } },
  { of: "StartUpdateFunction", by: "s3.object-created", answers: { state: "started" } },
  { of: "StartUpdateFunction", by: "s3.manifest-created", answers: { state: "started" } },
  { of: "StartUpdateFunction", by: "s3.not-firmware", answers: { state: "started" } },
  { of: "StartUpdateFunction", by: "s3.versioning-off", answers: { state: "started" } },
  { of: "StartUpdateFunction", by: "s3.wrong-version", answers: { state: "started" } },
  { of: "StartUpdateFunction", by: "s3.notification", throws: "InputInvalidError" },

  { of: "DescribeReleaseFunction", by: "workflow.describe-release-of-wrong-version", throws: "VersionInvalidError" },
  { of: "AdmitReleaseFunction", by: "workflow.admit-release", answers: { state: "admitted" } },
  { of: "AdmitReleaseFunction", by: "workflow.admit-retry-of-unknown", throws: "RetryUnknownError" },
  { of: "StartSigningFunction", by: "workflow.start-signing-by-service", throws: "InputInvalidError" },
  { of: "CheckSigningFunction", by: "workflow.check-signing", answers: { state: "signing" } },
  { of: "CheckSigningFunction", by: "workflow.check-signing-without-job", throws: "Error" },
  { of: "CreateStreamFunction", by: "workflow.create-stream", answers: {} },
  { of: "CreateStreamFunction", by: "workflow.create-stream-with-name-taken", throws: "NameTakenError" },
  { of: "EndPreviousReleaseFunction", by: "workflow.end-previous-release", answers: { state: "ended" } },
  { of: "EndPreviousReleaseFunction", by: "workflow.end-previous-release-of-withdrawn", throws: "ReleaseEndedError" },
  { of: "CheckOtaUpdateFunction", by: "workflow.check-ota-update", answers: { state: "creating" } },
  { of: "CheckOtaUpdateFunction", by: "workflow.check-ota-update-of-wrong-id", throws: "InvalidRequestException" },
  { of: "CheckRolloutFunction", by: "workflow.check-rollout-of-no-job", throws: "JobGoneError" },
  { of: "CreateOtaUpdateFunction", by: "workflow.create-ota-update", answers: {} },
  { of: "CreateOtaUpdateFunction", by: "workflow.create-ota-update-by-manifest", throws: "ResourceNotFoundException" },
  { of: "CheckRolloutFunction", by: "workflow.check-rollout", answers: { state: "running" } },
  { of: "CloseReleaseFunction", by: "workflow.close-release", answers: {} },
  { of: "CloseReleaseFunction", by: "workflow.close-withdrawn-release", throws: "ReleaseEndedError" },
  { of: "CleanUpFunction", by: "workflow.clean-up", answers: { state: "clean" } },
  { of: "CleanUpFunction", by: "states.execution-aborted", answers: { state: "clean" } },
  { of: "CleanUpFunction", by: "workflow.clean-up-of-nothing", throws: "InputInvalidError" },
  { of: "SweepFunction", by: "schedule.sweep", answers: { dryRun: false } },
  { of: "SweepFunction", by: "workflow.sweep-misspelt", throws: "InputInvalidError" },
  { of: "SigningProfileFunction", by: "cloudformation.delete-signing-profile", answers: null },
  { of: "SigningProfileFunction", by: "cloudformation.give-signing-profile", answers: null },
  {
    of: "SigningProfileFunction",
    by: "cloudformation.create-signing-profile",
    throws: "AnswerUndeliveredError",
    asItIs: true,
  },

  { of: "StartSigningFunction", by: "workflow.start-signing", answers: {} },
  {
    of: "DescribeReleaseFunction",
    by: "workflow.describe-release",
    answers: { product: "thermostat", version: "1.4.0" },
  },
  { of: "DescribeReleaseFunction", by: "workflow.describe-release-by-manifest", answers: { product: "thermostat" } },
];
