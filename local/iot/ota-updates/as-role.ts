import { arnOf } from "../../account.ts";
import type { Permission } from "../../http/authorize.ts";
import type { OtaContext } from "./context.ts";
import type { OtaUpdate } from "./ota-update-store.ts";

const session = "AWSIoTOTAUpdate";
const service = "iot.amazonaws.com";

/**
 * What the OTA service works with for one update: every other service it asks as the update's role, which has to trust it. Which rights that takes
 * is what AWS's managed policy AmazonFreeRTOSOTAUpdate grants, and the right to pass itself ("Create an OTA Update service role" in
 * the FreeRTOS User Guide).
 */
export function asRole({ otaUpdateArn, request }: OtaUpdate, context: OtaContext): OtaContext {
  const { account, authorize, signer, streams, jobs, objectsAs } = context;
  const { roleArn = "" } = request;
  const role = { service, sourceArn: otaUpdateArn, roleArn, session };
  const ask = (...permissions: readonly Permission[]) => {
    for (const permission of permissions) authorize(role, permission);
  };
  const on = (action: string, resource: string): Permission => {
    const [owner = ""] = action.split(":");
    return { action, resource: arnOf(account, owner, resource) };
  };
  const passItself = { action: "iam:PassRole", resource: roleArn, context: { "iam:PassedToService": service } };

  return {
    ...context,
    objects: objectsAs(role),
    signer: {
      profiles: {
        find(profileName) {
          ask(on("signer:GetSigningProfile", `/signing-profiles/${profileName}`));
          return signer.profiles.find(profileName);
        },
        put(profile) {
          ask(on("signer:PutSigningProfile", `/signing-profiles/${profile.profileName}`));
          return signer.profiles.put(profile);
        },
      },
      jobs: {
        find(jobId) {
          ask(on("signer:DescribeSigningJob", `/signing-jobs/${jobId}`));
          return signer.jobs.find(jobId);
        },
      },
      startJob(job, invoker) {
        ask(on("signer:StartSigningJob", `/signing-profiles/${job.profileName}`));
        return signer.startJob(job, invoker);
      },
    },
    streams: {
      ...streams,
      create(stream) {
        ask(on("iot:CreateStream", `stream/${stream.streamId}`), passItself);
        return streams.create(stream);
      },
      delete(streamId) {
        ask(on("iot:DeleteStream", `stream/${streamId}`));
        streams.delete(streamId);
      },
    },
    jobs: {
      create(job) {
        const targets = (job.targets ?? []).map((resource) => ({ action: "iot:CreateJob", resource }));
        ask(on("iot:CreateJob", `job/${job.jobId}`), ...targets, ...(job.presignedUrlConfig ? [passItself] : []));
        return jobs.create(job);
      },
      describe(job) {
        ask(on("iot:DescribeJob", `job/${job.jobId}`));
        return jobs.describe(job);
      },
      delete(job) {
        ask(on("iot:DeleteJob", `job/${job.jobId}`));
        jobs.delete(job);
      },
    },
  };
}
