import { ListTagsForResourceCommand } from "@aws-sdk/client-iot";
import { isOfRelease } from "../firmware/ownership.ts";
import { iot } from "./clients.ts";
import { isNamed } from "./failure.ts";

/** Whether the stream or OTA update with this ARN carries the release's tag. One that was just deleted carries none. */
export async function carriesTag(resourceArn: string | undefined, releaseId: string): Promise<boolean> {
  if (!resourceArn) return false;
  try {
    const { tags = [] } = await iot.send(new ListTagsForResourceCommand({ resourceArn }));
    return isOfRelease(tags, releaseId);
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return false;
    throw error;
  }
}
