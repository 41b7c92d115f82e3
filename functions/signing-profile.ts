import { answerRequest, type CustomResourceRequest, parseCustomResourceRequest } from "./aws/custom-resource.ts";
import { logger } from "./aws/logger.ts";
import { isStackGoingAway } from "./aws/stack.ts";
import { cancelProfile, ensureProfile } from "./aws/stack-profile.ts";
import { task } from "./aws/task.ts";
import { parseStackProfile, profileNameOf } from "./firmware/stack-profile.ts";

/**
 * The stack's own signing profile: CloudFormation itself makes none for FreeRTOS. A profile cannot be changed, so with other
 * properties there is another one, and CloudFormation deletes the one before. Only with the stack is it canceled at once:
 * otherwise releases under way may still sign by it, and the sweeper cancels it after them.
 */
export const handler = task(async (event: unknown, context): Promise<void> => {
  const request = parseCustomResourceRequest(event);
  const { RequestType, LogicalResourceId, PhysicalResourceId } = request;
  logger.appendKeys({ requestType: RequestType, resource: LogicalResourceId });
  await answerRequest(request, {
    context,
    physicalId: PhysicalResourceId ?? nameWhenFailed(request),
    act: () => (RequestType === "Delete" ? remove(request) : make(request)),
  });
});

async function make(request: CustomResourceRequest): Promise<string> {
  const name = await ensureProfile(request, parseStackProfile(request.ResourceProperties));
  logger.info("The stack has its signing profile", { signingProfile: name });
  return name;
}

async function remove({ PhysicalResourceId: name = "", StackId }: CustomResourceRequest): Promise<string> {
  if (await isStackGoingAway(StackId)) await cancelProfile(name, StackId);
  else logger.info("The signing profile is left to the sweeper", { signingProfile: name });
  return name;
}

/** A failed creation is deleted by its id: the derived name finds what was made before it failed. */
function nameWhenFailed(request: CustomResourceRequest): string {
  try {
    return profileNameOf(request);
  } catch {
    return request.RequestId; // there is no such profile, and nothing was made
  }
}
