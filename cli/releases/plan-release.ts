import type { CreateOTAUpdateRequest } from "@aws-sdk/client-iot";
import { lookAround } from "../../functions/aws/attempts.ts";
import { findRelease } from "../../functions/aws/find-release.ts";
import { setting } from "../../functions/aws/setting.ts";
import { type Admission, type Attempt, admit } from "../../functions/firmware/admission.ts";
import { otaUpdateRequest } from "../../functions/firmware/ota-update.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { diskUploads, plannedUpload } from "./disk-uploads.ts";
import type { Material } from "./material.ts";
import { plannedSignatures } from "./planned-signatures.ts";
import { isRefusal } from "./refusal.ts";
import { countThings, type TargetCount } from "./target-counts.ts";

/** What publishing something would come to. */
export type Plan = RefusedPlan | FoundPlan;

/** The pipeline's no: the error and what it says. */
export interface Refusal {
  readonly state: "refused";
  readonly error: string;
  readonly cause: string;
}

/** It would be refused while it is described: there is nothing else to tell. */
export interface RefusedPlan {
  readonly product: string;
  readonly version: string;
  readonly admission: Refusal;
  readonly release: null;
}

export interface FoundPlan {
  readonly product: string;
  readonly version: string;
  readonly admission: Admission | Refusal;
  /** With placeholders for what only S3 can tell: version ids, and the last digits of its own id. */
  readonly release: Release;
  readonly targets: TargetCount;
  /** The releases that would be ended for it. */
  readonly ends: readonly string[];
  readonly request: CreateOTAUpdateRequest;
}

/**
 * Finds out what publishing something would come to, by the very code of Describe Release, Admit Release and Create OTA
 * Update. Makes nothing.
 */
export async function planRelease(material: Material): Promise<Plan> {
  const { product, version } = material;
  const found = await unlessRefused(() => findWithPlaceholders(material));
  if ("error" in found) return { product, version, admission: found, release: null };
  const { attempts } = await lookAround(found);
  const admission = await unlessRefused(async () => admit(found, attempts));
  const isAdmitted = admission.state === "admitted";
  const means = { roleArn: setting("OTA_ROLE_ARN"), releaseBucket: setting("RELEASE_BUCKET") };
  return {
    product,
    version,
    admission,
    release: found,
    targets: await countThings(found.targets),
    ends: isAdmitted ? attempts.filter(isUnderWayOrServing).map(({ releaseId }) => releaseId) : [],
    request: otaUpdateRequest(found, await plannedSignatures(found), means),
  };
}

/** What takes the place of the last eight digits of the release id: they are made of a version id. */
const unknownDigits = "xxxxxxxx";

async function findWithPlaceholders(material: Material): Promise<Release> {
  const found = await findRelease(plannedUpload(material, setting("FIRMWARE_BUCKET")), diskUploads(material));
  return { ...found, id: found.id.slice(0, -unknownDigits.length) + unknownDigits };
}

function isUnderWayOrServing({ state }: Attempt): boolean {
  return state === "open" || state === "serving";
}

async function unlessRefused<Result>(ask: () => Promise<Result>): Promise<Result | Refusal> {
  try {
    return await ask();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { state: "refused", error: error.name, cause: error.message };
  }
}
