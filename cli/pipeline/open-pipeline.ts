import { logger } from "../../functions/aws/logger.ts";
import { pointToLocalAws } from "./local-aws.ts";
import { findStack, type PipelineStack } from "./stack.ts";

/** Which pipeline a command is about. */
export interface PipelineOptions {
  /** The stack's name. */
  readonly stack: string;
  readonly local?: boolean;
}

/**
 * Finds the pipeline, and readies `functions/aws` to work on it from here as its Lambdas do there. They take their settings
 * from environment variables that the template gives them; this process gets the same ones, here and nowhere else. Their
 * clients, like all SDK clients, look for endpoint, region and credentials at their first call, so after this.
 */
export async function openPipeline({ stack: name, local = false }: PipelineOptions): Promise<PipelineStack> {
  if (local) pointToLocalAws(process.env);
  const stack = await findStack(name);
  Object.assign(process.env, {
    FIRMWARE_BUCKET: stack.firmwareBucket,
    RELEASE_BUCKET: stack.releaseBucket,
    STATE_MACHINE_ARN: stack.stateMachineArn,
    OTA_ROLE_ARN: stack.otaRoleArn,
    RETENTION_DAYS: stack.retentionInDays,
    SIGNING_PROFILE: stack.signingProfile,
    CODE_SIGNING: stack.codeSigning,
    ALLOWED_SIGNING_PROFILES: stack.allowedSigningProfiles,
    ALLOW_SIGNING_PROFILE_PARAMETERS: stack.allowSigningProfileParameters,
  });
  logger.setLogLevel("SILENT"); // its lines are for CloudWatch; a command says itself what it does
  return stack;
}
