import { CreateStreamCommand } from "@aws-sdk/client-iot";
import { iot } from "./aws/clients.ts";
import { isNamed } from "./aws/failure.ts";
import { refuseEnded } from "./aws/records.ts";
import { setting } from "./aws/setting.ts";
import { adoptStream } from "./aws/streams.ts";
import { task } from "./aws/task.ts";
import type { Release } from "./firmware/release.ts";
import { streamRequest } from "./firmware/stream.ts";

/**
 * Makes the stream that devices read the release from. CreateStream is not idempotent: a stream that exists already is
 * adopted when it is what we would have made.
 * @throws ReleaseEndedError when the release has a verdict (a redriven execution), NameTakenError
 */
export const handler = task(async ({ release }: { release: Release }): Promise<Record<string, never>> => {
  await refuseEnded(release);
  const request = streamRequest(release, setting("OTA_ROLE_ARN"));
  try {
    await iot.send(new CreateStreamCommand(request));
  } catch (error) {
    if (!isNamed(error, "ResourceAlreadyExistsException")) throw error;
    await adoptStream(request);
  }
  return {};
});
