import type { Guess } from "../played.ts";

export const registryGuesses: readonly Guess[] = [
  {
    id: "refused-memberships",
    about: ["AddThingToThingGroup"],
    what: "The wording, and `InvalidRequestException`, for an eleventh group of a thing and for a second one of the same hierarchy",
    silent: "AWS IoT Developer Guide, static thing groups: says that it cannot be done",
  },
];

export const jobGuesses: readonly Guess[] = [
  {
    id: "job-of-an-empty-group",
    about: ["CreateJob"],
    what: "A snapshot job over an empty group completes at once",
    silent: "AWS IoT Developer Guide, jobs",
  },
  {
    id: "abort-threshold",
    about: ["CreateJob", "UpdateJob"],
    what: "Abort criteria compare with ≥, and count only executions that a device or a time limit has ended",
    silent: "AWS IoT Developer Guide, job abort configuration: speaks of a threshold and of executed things",
  },
  {
    id: "words-of-an-abort",
    about: ["CreateJob", "DescribeJob"],
    what: "A job that its criteria have aborted has the reason code `ABORT_CRITERIA_MET` and a comment of our own",
    silent: "AWS IoT Developer Guide, job abort configuration: says that AWS fills in both",
  },
  {
    id: "placeholders-need-a-role",
    about: ["CreateJob", "UpdateJob"],
    what: "A document with a placeholder needs a role and an object in S3, or CreateJob is refused; both of AWS's names for placeholders do the same; URLs do not end with the role's session",
    silent: "AWS IoT Developer Guide, managing jobs: says that a role has to be given",
  },
  {
    id: "canceling-a-finished-job",
    about: ["CancelJob"],
    what: "Canceling a job that has ended is `InvalidRequestException`",
    silent: "the model, CancelJob: knows no InvalidStateTransitionException",
  },
  {
    id: "deletion-takes",
    about: ["DeleteJob"],
    what: "Deleting a job takes a second",
    silent: "the model, DeleteJob: it may take minutes",
  },
  {
    id: "timed-out-executions",
    about: ["DeleteJobExecution"],
    what: "An execution that has timed out is deleted by force alone",
    silent: "the model, DeleteJobExecution: lists every other end",
  },
  {
    id: "changes-of-an-ended-job",
    about: ["UpdateJob", "AssociateTargetsWithJob"],
    what: "Both are `InvalidRequestException` for a job that has ended",
    silent: "the model: says of neither what it answers then",
  },
];

export const streamGuesses: readonly Guess[] = [
  {
    id: "stream-over-a-signed-object",
    about: ["CreateOTAUpdate"],
    what: "A stream over a signed object serves the raw image inside it, as the guide's walk needs",
    silent: "FreeRTOS User Guide, creating an OTA update: streams the signed object, and devices verify the image",
  },
  {
    id: "streams-do-not-look",
    about: ["CreateStream", "UpdateStream"],
    what: "Neither looks at S3 or tries the role: what is missing shows when a device asks",
    silent: "the model, CreateStream",
  },
  {
    id: "deleting-a-stream-in-use",
    about: ["DeleteStream"],
    what: "It never conflicts",
    silent: "the model, DeleteStream: names DeleteConflictException, not when",
  },
  {
    id: "stream-versions",
    about: ["UpdateStream"],
    what: "Each update raises the version by one",
    silent: "the model, UpdateStream",
  },
];

export const otaGuesses: readonly Guess[] = [
  {
    id: "long-ids",
    about: ["CreateOTAUpdate"],
    what: "Ids over 56 characters are refused",
    silent: "the model, CreateOTAUpdate: takes 128, which no job's id could hold",
  },
  {
    id: "what-shows-when",
    about: ["CreateOTAUpdate"],
    what: "Targets, streams and combinations are checked at once; what Signer and S3 say comes later, in `errorInfo`",
    silent: "the model, CreateOTAUpdate, and FreeRTOS User Guide, troubleshooting: show some of the latter",
  },
  {
    id: "default-protocol",
    about: ["CreateOTAUpdate"],
    what: "An update without protocols is by MQTT",
    silent: "the model, CreateOTAUpdate",
  },
  {
    id: "url-of-a-file",
    about: ["CreateOTAUpdate"],
    what: "The placeholder of a file's URL names its version; an update by HTTP alone has no stream; a stream over a signed object leaves the image beside it, for HTTP",
    silent: "AWS's OTA agent: shows the document that devices get, with the URL made",
  },
  {
    id: "protocols-of-a-document",
    about: ["CreateOTAUpdate"],
    what: "By both protocols a document names stream and URL; a file that is not signed has `sig--` and `certfile` null",
    silent: "AWS's sample and AWS's OTA agent: show one protocol, and signed files",
  },
  {
    id: "image-over-the-signed-object",
    about: ["CreateOTAUpdate"],
    what: "The image that AWS IoT writes over a signed object is told by S3 as `CopyObject`",
    silent: "AWS's sample: copies it, and is not the service itself",
  },
  {
    id: "description-of-an-ota-job",
    about: ["CreateOTAUpdate"],
    what: "The job of an update is described as `AWS job for OTAUpdateJobId = <id>`",
    silent: "AWS's sample: describes its own job so",
  },
  {
    id: "ids-of-failed-updates",
    about: ["CreateOTAUpdate"],
    what: "An id is taken until its update is deleted, also when that could not be made",
    silent: "the model, CreateOTAUpdate: names ResourceAlreadyExistsException alone",
  },
  {
    id: "deleting-twice",
    about: ["DeleteOTAUpdate"],
    what: "Deleting an update that is being deleted succeeds",
    silent: "the model, DeleteOTAUpdate",
  },
  {
    id: "files-of-one-stream",
    about: ["CreateOTAUpdate"],
    what: "Files of several streams, or some of a stream and some of S3, are refused; ids in AWS's own stream count from 0",
    silent: "the model, CreateOTAUpdate: a job document names one stream",
  },
  {
    id: "deleting-an-unfinished-update",
    about: ["DeleteOTAUpdate"],
    what: 'It is `VersionConflictException` while the update is being created, and without force `InvalidRequestException` while the job goes on (`unfinishedJobs: "left"` of `startLocalAws()` follows AWS\'s guide, which leaves the job)',
    silent: "the model, DeleteOTAUpdate, and FreeRTOS User Guide: contradict each other",
  },
  {
    id: "leftovers-of-a-failure",
    about: ["CreateOTAUpdate"],
    what: "An update that cannot be made leaves what was made for it before: profiles, signed objects, its stream",
    silent: "FreeRTOS User Guide, troubleshooting: says that there is no job then",
  },
  {
    id: "ota-service-takes",
    about: ["CreateOTAUpdate", "DeleteOTAUpdate"],
    what: "Creating takes a second beside what signing takes, deleting takes one",
    silent: "FreeRTOS User Guide: its examples show one to three",
  },
];
