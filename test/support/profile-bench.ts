import { randomUUID } from "node:crypto";
import { ACM } from "@aws-sdk/client-acm";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { Signer } from "@aws-sdk/client-signer";
import { afterAll } from "vitest";
import { handler } from "../../functions/signing-profile.ts";
import { defaultAccount as account } from "../../local/account.ts";
import { createAcm } from "../../local/acm/acm.ts";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { realClock } from "../../local/clock.ts";
import { createFaults } from "../../local/faults/faults.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import { createSigner } from "../../local/signer/signer.ts";
import { answersServer } from "./answers.ts";
import { lambdaContext } from "./lambda-context.ts";
import { clientConfig } from "./local-service.ts";
import { logLines } from "./log-lines.ts";
import { memoryObjects } from "./memory-objects.ts";
import { createTestCloudFormation } from "./stand-in-resources.ts";

/** A request of CloudFormation's, but for what is the same in all. */
export interface Request {
  readonly RequestType: "Create" | "Update" | "Delete";
  readonly RequestId?: string;
  readonly StackId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties?: Readonly<Record<string, string>>;
}

const aDay = 86_400_000;
const noLambda = () => Promise.reject(new Error("The function of this bench runs in its own process"));

/** What the signing profile's function calls, played locally for the tests of one file: AWS Signer, ACM, CloudFormation. */
export async function profileBench() {
  const clock = realClock();
  let daysAgo = 0;
  const acmService = createAcm({ account, clock: { ...clock, now: () => clock.now() - daysAgo * aDay } });
  const signing = { objects: memoryObjects(), certificates: acmService.certificates };
  const signerService = createSigner({ account, clock, publish: () => {}, ...signing });
  const cloudFormation = createTestCloudFormation({}, { clock });
  const services = [acmService.service, signerService.service, cloudFormation.service];
  const { interfere, ...faults } = createFaults({ services, functions: () => ({}), kill: noLambda });
  const keys = createAccessKeys(account);
  const front = await startFront({ services, keys, accountId: account.id, port: 0, interfere });
  const answers = await answersServer();
  const config = clientConfig(front.endpoint);
  const [acm, signer, stacks] = [new ACM(config), new Signer(config), new CloudFormation(config)];
  afterAll(async () => {
    for (const client of [acm, signer, stacks]) client.destroy();
    await front.stop();
    await answers.stop();
    await signerService.stop();
  });
  const lines = logLines();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: front.endpoint,
    AWS_REGION: account.region,
    AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
  });

  const bench = {
    faults,
    signer,
    stacks,
    lines,
    answers: answers.answers,
    refuseAnswers: answers.refuse,

    /** A certificate that can sign, unless another key is said: its ARN. */
    async certificate(
      like: Pick<Parameters<typeof selfSignedCertificate>[0], "keyType" | "days"> = {},
    ): Promise<string> {
      const notBefore = clock.now() - daysAgo * aDay;
      const made = await selfSignedCertificate({ commonName: "signer", notBefore, ...like });
      const { CertificateArn = "" } = await acm.importCertificate({
        Certificate: Buffer.from(made.certificate),
        PrivateKey: Buffer.from(made.privateKey),
      });
      return CertificateArn;
    },

    /** One that was imported in time, and expired five days ago: its ARN. */
    async expiredCertificate(): Promise<string> {
      daysAgo = 10;
      try {
        return await bench.certificate({ days: 5 });
      } finally {
        daysAgo = 0;
      }
    },

    /** A stack that is there; resolves to its id. */
    async stack(name = `s${randomUUID().slice(0, 8)}`): Promise<string> {
      const TemplateBody = "Resources: { Logs: { Type: AWS::Logs::LogGroup } }";
      return (await stacks.createStack({ StackName: name, TemplateBody })).StackId ?? "";
    },

    /** Has the function do what a request asks; resolves to its answer. */
    async ask(request: Request, { milliseconds = 60_000, url = answers.url } = {}) {
      const RequestId = request.RequestId ?? randomUUID();
      const sameInAll = { LogicalResourceId: "SigningProfile", ResourceType: "Custom::SigningProfile" };
      const end = Date.now() + milliseconds;
      const context = { ...lambdaContext, getRemainingTimeInMillis: () => end - Date.now() };
      await handler({ ...request, RequestId, ResponseURL: url, ...sameInAll }, context);
      return answers.answers.at(-1)?.answer;
    },

    /** The profiles that sign, by name. */
    async active(): Promise<string[]> {
      const { profiles = [] } = await signer.listSigningProfiles({ statuses: ["Active"] });
      return profiles.map(({ profileName = "" }) => profileName);
    },

    /** `Active`, `Canceled`, or nothing. */
    async statusOf(profileName = ""): Promise<string | undefined> {
      return (await signer.getSigningProfile({ profileName })).status;
    },
  };
  return bench;
}
