import { jobIdOf } from "../../functions/firmware/ota-update.ts";
import type { Release, ReleaseFile } from "../../functions/firmware/release.ts";
import { signedPrefix } from "../../functions/firmware/signing.ts";
import { harmless } from "../harmless.ts";
import { inTone } from "../lines.ts";
import { counted } from "../wording.ts";
import { factLines } from "./fact-lines.ts";
import { adviceOnFailure } from "./failure-advice.ts";
import type { FoundPlan, Plan } from "./plan-release.ts";
import { requestText } from "./request-json.ts";

/** Where things would go, and how long they stay. */
export interface PlanView {
  readonly releaseBucket: string;
  readonly retentionInDays: string;
  readonly width: number;
}

/** What publishing would come to, as people read it. */
export function planText(plan: Plan, view: PlanView): string {
  const { product, version, admission } = plan;
  const advice = admission.state === "refused" ? adviceOnFailure(admission.error, admission.cause) : undefined;
  return [
    `${product} ${version}: ${admissionText(plan)}`,
    ...(advice === undefined ? [] : [`What most often helps: ${advice}`]),
    ...(plan.release === null ? [] : foundLines(plan, view)),
    "",
    "Nothing was made.",
  ].join("\n");
}

function admissionText({ admission }: Plan): string {
  switch (admission.state) {
    case "admitted":
      return inTone("would be released", "good");
    case "nothing-to-do":
      return `nothing to do: ${admission.because}, as ${admission.by}`;
    case "refused":
      return `${inTone("would be refused", "bad")}: ${admission.error}: ${harmless(admission.cause)}`;
  }
}

function foundLines(plan: FoundPlan, view: PlanView): string[] {
  const { release, targets, ends, request } = plan;
  const isAdmitted = plan.admission.state === "admitted";
  const facts = [
    ...targets.targets.map(({ target, things }) => ["for", `${target}, ${counted(things, "thing")} now`] as const),
    ...release.files.map((file) => ["file", fileText(file)] as const),
    ...ends.map((id) => ["ends", `${id}, which is under way or serving`] as const),
    ...(isAdmitted ? madeFacts(plan, view) : []),
  ];
  return ["", ...factLines(facts, view.width), ...(isAdmitted ? requestLines(request) : [])];
}

function requestLines(request: FoundPlan["request"]): string[] {
  return [
    "",
    "CreateOTAUpdate would be asked for:",
    "",
    requestText(request),
    "",
    "xxxxxxxx stands for digits made of the version id that S3 will give the upload, and <…> for what else only S3 and AWS",
    "Signer will tell.",
  ];
}

function fileText({ name, size, sha256, fileName, signing }: ReleaseFile): string {
  const onDevice = fileName === name ? "" : `, on the device ${fileName}`;
  return `${name}, ${counted(size, "byte")}, SHA-256 ${sha256.slice(0, 16)}…${onDevice}, ${signerText(signing)}`;
}

function signerText(signing: ReleaseFile["signing"]): string {
  switch (signing.by) {
    case "pipeline":
      return `signed by the pipeline with ${signing.profile}`;
    case "service":
      return `signed by AWS IoT with ${signing.profile}`;
    case "job":
      return `signed before, by the job ${signing.signingJobId}`;
    case "custom":
      return signing.certificate
        ? "signed before, and verified"
        : "signed before, and verified by nobody but the devices";
  }
}

/** What would be made, and for how long. */
function madeFacts({ release, targets }: FoundPlan, { releaseBucket, retentionInDays }: PlanView) {
  const { id, rolloutDeadlineInDays, inProgressTimeoutInMinutes, targetSelection } = release;
  const signed = release.files.filter(({ signing }) => signing.by === "pipeline" || signing.by === "service");
  const serves =
    targetSelection === "CONTINUOUS" ? ", and whoever joins them later until it is superseded or cancelled" : "";
  return [
    ...(signed.length > 0
      ? [["makes", `${counted(signed.length, "signing job")}, into s3://${releaseBucket}/${signedPrefix(id)}`] as const]
      : []),
    ["makes", streamText(release)] as const,
    ["makes", `the OTA update ${id}`] as const,
    ["makes", `the job ${jobIdOf(id)}, for ${counted(targets.things, "thing")}${serves}`] as const,
    [
      "time",
      `a device has ${counted(inProgressTimeoutInMinutes, "minute")} once it has begun, the rollout ${counted(rolloutDeadlineInDays, "day")}`,
    ] as const,
    ["kept", `for ${counted(Number(retentionInDays), "day")} once it has ended; the record for good`] as const,
  ];
}

function streamText({ id, delivery, files, protocols }: Release): string {
  if (delivery === "stream") return `the stream ${id}, of ${counted(files.length, "file")}`;
  const urls = protocols.includes("HTTP") ? ["URLs of S3 for devices that speak HTTP"] : [];
  const stream = protocols.includes("MQTT") ? ["a stream of AWS IoT's own, AFR_OTA-…"] : [];
  return [...stream, ...urls].join(", and ");
}
