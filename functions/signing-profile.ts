import { answerRequest, type CustomResourceRequest, parseCustomResourceRequest } from "./aws/custom-resource.ts";
import { isDenied } from "./aws/failure.ts";
import { checkGivenProfile } from "./aws/given-profile.ts";
import { logger } from "./aws/logger.ts";
import { lookForUnfitness } from "./aws/signing-certificate.ts";
import { isStackGoingAway, isUpdateTakenBack } from "./aws/stack.ts";
import { cancelProfile, ensureProfile, listStackProfiles } from "./aws/stack-profile.ts";
import { task } from "./aws/task.ts";
import { CertificateUnusableError, otherPlaceOf } from "./firmware/signing-certificate.ts";
import { isOwnName, parseStackProfile, type StackProfile, stackNameOf } from "./firmware/stack-profile.ts";

/**
 * The signing profile that a stack signs by: its own, which CloudFormation itself cannot make for FreeRTOS, or one that it was
 * given, which is looked at and never touched. A profile cannot be changed, so with other properties there is another one, and
 * CloudFormation deletes the one before. Only with the stack are its own canceled, all of them: otherwise releases under way may
 * still sign by them, and the sweeper cancels them after those.
 */
export const handler = task(async (event: unknown, context): Promise<void> => {
  const request = parseCustomResourceRequest(event);
  const { RequestType, LogicalResourceId, PhysicalResourceId, RequestId } = request;
  logger.appendKeys({ requestType: RequestType, resource: LogicalResourceId });
  await answerRequest(request, {
    context,
    physicalId: PhysicalResourceId ?? RequestId, // no profile has such a name: what a creation may have made is found by its tag
    act: () => (RequestType === "Delete" ? remove(request) : provide(request)),
  });
});

async function provide(request: CustomResourceRequest): Promise<string> {
  const wanted = parseStackProfile(request.ResourceProperties);
  // What there was before an update is taken again as it is: were it refused, the stack could not go back.
  const isNews = request.RequestType === "Create" || !(await isUpdateTakenBack(request.StackId));
  if ("profileName" in wanted) {
    if (isNews) await checkGivenProfile(wanted.profileName);
    logger.info("The stack signs by the profile that it was given", { signingProfile: wanted.profileName });
    return wanted.profileName;
  }
  if (isNews) await checkCertificate(wanted, request.StackId);
  const name = await ensureProfile(request, wanted);
  logger.info("The stack has its signing profile", { signingProfile: name });
  return name;
}

/** @throws CertificateUnusableError before a profile is made that could never sign */
async function checkCertificate({ certificateArn, platformId }: StackProfile, stackId: string): Promise<void> {
  const problem = otherPlaceOf(certificateArn, stackId) ?? (await lookForUnfitness(certificateArn, platformId));
  if (problem) throw new CertificateUnusableError(certificateArn, problem);
}

async function remove({ PhysicalResourceId: name = "", StackId, LogicalResourceId }: CustomResourceRequest) {
  const own = isOwnName(name, stackNameOf(StackId), LogicalResourceId) ? name : undefined;
  const profiles = await listToCancel(StackId, own);
  if (own && !profiles) logger.info("The signing profile is left to the sweeper", { signingProfile: own });
  for (const profile of profiles ?? []) await cancelProfile(profile, StackId);
  return name;
}

/**
 * The names of all that a stack has made, when it goes away; undefined when it stays.
 * @param own the one it is known to have made; AWS may not list yet what was made just now
 */
async function listToCancel(stackId: string, own: string | undefined): Promise<ReadonlySet<string> | undefined> {
  try {
    if (!(await isStackGoingAway(stackId))) return undefined;
    const listed = (await listStackProfiles(stackId)).map(({ profileName }) => profileName);
    return new Set(own ? [own, ...listed] : listed);
  } catch (error) {
    if (own || !isDenied(error)) throw error;
    logger.warn("The stack may not look for profiles, so it has made none", error as Error);
    return new Set();
  }
}
