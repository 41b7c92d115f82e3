import { defaultAccount as account } from "../../local/account.ts";
import { createAcm } from "../../local/acm/acm.ts";
import { VirtualClock } from "../../local/clock.ts";
import { createCloudFormation } from "../../local/cloudformation/cloudformation.ts";
import { createEventBridge } from "../../local/eventbridge/eventbridge.ts";
import type { Service } from "../../local/http/service.ts";
import { createIam } from "../../local/iam/iam.ts";
import { createIot } from "../../local/iot/iot.ts";
import { createLambda } from "../../local/lambda/lambda.ts";
import { createS3 } from "../../local/s3/s3.ts";
import { createSigner } from "../../local/signer/signer.ts";
import { createSns } from "../../local/sns/sns.ts";
import { createSqs } from "../../local/sqs/sqs.ts";
import { createStepFunctions } from "../../local/stepfunctions/step-functions.ts";
import { createSts } from "../../local/sts/sts.ts";

/** All services of local AWS, to be asked what they play: they have nothing to work with. */
export function playedServices(): Service[] {
  const nothing = () => {};
  const given = { account, clock: new VirtualClock(), publish: nothing, endpoint: () => "" };
  const directory = "/nowhere";
  const s3 = createS3({ ...given, directory });
  const acm = createAcm(given);
  const signer = createSigner({ ...given, objects: s3.objects, certificates: acm.certificates });
  const iot = createIot({ ...given, objects: s3.objects, signer });
  const issueCredentials = () => ({ accessKeyId: "", secretAccessKey: "", sessionToken: "" });
  const readObject = s3.objects.read;
  return [
    ...iot.services,
    ...[
      s3,
      acm,
      signer,
      createLambda({ ...given, directory, issueCredentials }),
      createStepFunctions({ ...given, invokeFunction: async () => null }),
      createEventBridge({ ...given, deliver: nothing, sendDeadLetter: nothing }),
      createSqs(given),
      createSns({ ...given, sendToQueue: nothing }),
      createSts(),
      createIam({ roles: () => [] }),
      createCloudFormation({
        ...given,
        resourceTypes: {},
        readObject,
        invokeFunction: nothing,
        presignPut: () => "",
        onBug: nothing,
      }),
    ].map(({ service }) => service),
  ];
}
