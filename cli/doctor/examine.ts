import { aFewAtATime } from "../a-few-at-a-time.ts";
import { pointToLocalAws } from "../pipeline/local-aws.ts";
import { openPipeline, type PipelineOptions } from "../pipeline/open-pipeline.ts";
import { judgeAccount } from "./account-checks.ts";
import { lookAtAccount } from "./account-facts.ts";
import { judgeBucket } from "./bucket-checks.ts";
import { lookAtBucket } from "./bucket-facts.ts";
import { judgeClock } from "./clock-checks.ts";
import { lookAtClock } from "./clock-facts.ts";
import type { Finding } from "./finding.ts";
import { judgeProduct } from "./product-checks.ts";
import { lookAtProduct, type ProductFacts } from "./product-facts.ts";
import { judgeRole } from "./role-checks.ts";
import { lookAtRole } from "./role-facts.ts";
import { judgeRules } from "./rule-checks.ts";
import { lookAtRule } from "./rule-facts.ts";
import { judgeSigning } from "./signing-checks.ts";
import { lookAtSigning } from "./signing-facts.ts";
import { judgeStack } from "./stack-checks.ts";
import { lookAtStack, type StackFacts } from "./stack-facts.ts";

/** What is to be examined. */
export interface ExaminationOptions extends PipelineOptions {
  /** One product beside the pipeline. */
  readonly product: string | undefined;
}

/** All that a pipeline's releases depend on, as far as it can be seen from here. */
export interface Examination {
  readonly stack: string;
  readonly product: string | null;
  readonly findings: readonly Finding[];
}

/**
 * Looks at a pipeline and its account, and judges what it sees; changes nothing.
 * @throws the SDK's error when AWS cannot be asked at all
 */
export async function examine(options: ExaminationOptions): Promise<Examination> {
  const { stack: name, product, local } = options;
  if (local) pointToLocalAws(process.env);
  const clock = await lookAtClock();
  const stack = await lookAtStack(name);
  const ofStack = judgeStack(name, stack);
  const isWhole = ofStack.every(({ status }) => status !== "fail");
  const ofPipeline =
    isWhole && stack.seen && stack.value ? await examinePipeline(stack.value, options, clock.atAws) : [];
  return { stack: name, product: product ?? null, findings: [...judgeClock(clock), ...ofStack, ...ofPipeline] };
}

async function examinePipeline(stack: StackFacts, options: ExaminationOptions, now: number): Promise<Finding[]> {
  const pipeline = await openPipeline(options);
  const product = options.product === undefined ? undefined : await lookAtProduct(options.product, pipeline);
  const profiles = new Set([pipeline.signingProfile, profileOf(product) ?? pipeline.signingProfile]);
  const allowed = [pipeline.signingProfile, ...pipeline.allowedSigningProfiles.split(",")];
  const findings = await aFewAtATime(
    [
      () => examineRoleAndBuckets(stack, pipeline.signingProfile),
      () => examineRules(stack),
      ...[...profiles].map((profile) => async () => judgeSigning(await lookAtSigning(profile, pipeline.name), now)),
      () => examineAccount(stack),
    ],
    (examination) => examination(),
  );
  return [...findings.flat(), ...(product ? judgeProduct(product, allowed) : []), devices];
}

function profileOf(product: ProductFacts | undefined): string | undefined {
  const settings = product?.settings;
  return settings?.seen && !("problem" in settings.value) ? settings.value.signingProfile : undefined;
}

async function examineRoleAndBuckets(stack: StackFacts, signingProfile: string): Promise<Finding[]> {
  const [, partition = "", , region = "", account = ""] = idOf(stack, "FirmwareUpdateStateMachine").split(":");
  const roleName = idOf(stack, "OtaRole");
  const [firmware, release] = await Promise.all([
    lookAtBucket(idOf(stack, "FirmwareBucket")),
    lookAtBucket(idOf(stack, "ReleaseBucket")),
  ]);
  const place = {
    partition,
    region,
    account,
    roleName,
    roleArn: `arn:${partition}:iam::${account}:role/${roleName}`,
    firmwareBucket: firmware.bucket,
    releaseBucket: release.bucket,
    signingProfile,
  };
  const policies = { "firmware bucket": firmware.policy, "release bucket": release.policy };
  return [
    ...judgeRole(place, await lookAtRole(place, policies), policies),
    ...judgeBucket("firmware bucket", firmware),
    ...judgeBucket("release bucket", release),
  ];
}

async function examineRules(stack: StackFacts): Promise<Finding[]> {
  const [uploads, endedExecutions, sweeper] = await Promise.all([
    lookAtRule(idOf(stack, "StartUpdateFunctionUpload")),
    lookAtRule(idOf(stack, "CleanUpFunctionExecutionEnded")),
    lookAtRule(idOf(stack, "SweepFunctionEveryQuarterOfAnHour")),
  ]);
  return judgeRules({ uploads, endedExecutions, sweeper });
}

async function examineAccount(stack: StackFacts): Promise<Finding[]> {
  const places = {
    sweepFunction: idOf(stack, "SweepFunction"),
    undeliveredEvents: idOf(stack, "UndeliveredEvents"),
    failedInvocations: idOf(stack, "FailedInvocations"),
  };
  return judgeAccount(await lookAtAccount(places));
}

/** Which are all there: the stack has been judged. */
function idOf({ resources }: StackFacts, logicalId: string): string {
  return resources.get(logicalId) ?? "";
}

const devices: Finding = {
  check: "policies of devices",
  status: "unseen",
  says: "cannot look: each belongs to a device's own certificate",
  fix: "A device needs iot:Connect as its thing's name, and iot:Publish, iot:Receive and iot:Subscribe on $aws/things/<name>/jobs/* and streams/*.",
};
