import { ListTagsForResourceCommand } from "@aws-sdk/client-iot";
import { isOfRelease } from "../firmware/ownership.ts";
import { iot } from "./clients.ts";

/** Whether the stream or OTA update with this ARN carries the release's tag. */
export async function carriesTag(resourceArn: string | undefined, releaseId: string): Promise<boolean> {
  if (!resourceArn) return false;
  const { tags = [] } = await iot.send(new ListTagsForResourceCommand({ resourceArn }));
  return isOfRelease(tags, releaseId);
}
