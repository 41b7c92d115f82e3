import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { arnOf, defaultAccount } from "./account.ts";
import { createAcm } from "./acm/acm.ts";
import { realClock } from "./clock.ts";
import { createCloudControl } from "./cloudcontrol/cloud-control.ts";
import { createCloudFormation } from "./cloudformation/cloudformation.ts";
import { responsePresigner } from "./cloudformation/presign-response.ts";
import { deadLetters } from "./dead-letters.ts";
import { createEnds } from "./ends.ts";
import { eventTargets } from "./event-targets.ts";
import { createEventBridge } from "./eventbridge/eventbridge.ts";
import { faultsControl } from "./faults/control.ts";
import { createFaults } from "./faults/faults.ts";
import { functionTasks } from "./function-tasks.ts";
import { createAccessKeys } from "./http/access-keys.ts";
import { startFront } from "./http/front.ts";
import { createAccess } from "./iam/access.ts";
import { createIam } from "./iam/iam.ts";
import { recordPermissions } from "./iam/record.ts";
import { createIot } from "./iot/iot.ts";
import { createLambda } from "./lambda/lambda.ts";
import type { LocalAws, LocalAwsOptions } from "./local-aws.ts";
import { objectsAs } from "./s3/objects-as.ts";
import { objectPresigner } from "./s3/presign-object.ts";
import { createS3 } from "./s3/s3.ts";
import { integrationModel } from "./service-tasks/integration-model.ts";
import { machineRole } from "./service-tasks/machine-role.ts";
import { optimizedIntegrations } from "./service-tasks/optimized-integrations.ts";
import { sdkIntegrations } from "./service-tasks/sdk-integrations.ts";
import { createServiceCalls } from "./service-tasks/service-calls.ts";
import { createSigner } from "./signer/signer.ts";
import { createSns } from "./sns/sns.ts";
import { createSqs } from "./sqs/sqs.ts";
import { createStepFunctions } from "./stepfunctions/step-functions.ts";
import { createSts } from "./sts/sts.ts";

const projectRoot = fileURLToPath(new URL("..", import.meta.url));

/**
 * Starts local AWS on 127.0.0.1, unless it is to listen elsewhere too, and deploys the template to it. What exists is in this one list: services are made in it,
 * handed what they need of one another, and stopped in reverse.
 * @throws Error when a port is taken, or the template cannot be deployed; nothing is left running then
 */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { account = defaultAccount, clock = realClock(), log = () => {} } = options;
  const { onBug = (bug) => console.error("A mistake of local AWS:", bug) } = options;
  const ends = createEnds();
  try {
    const directory = await mkdtemp(join(tmpdir(), "local-aws-"));
    ends.add(() => rm(directory, { recursive: true, force: true }));
    const keys = createAccessKeys(account);

    const endpoint = () => front.endpoint;
    const policyOf = (arn: string) => policies[arn.split(":")[2] ?? ""]?.(arn);
    const ofOwnTemplate = options.templateFile === undefined ? process.env["PERMISSIONS_RECORD"] : undefined;
    const { permissionsRecord = ofOwnTemplate } = options;
    const record = permissionsRecord ? recordPermissions(permissionsRecord) : undefined;
    const access = createAccess({
      account,
      roles: () => cloudFormation.roles(),
      resourcePolicy: policyOf,
      ...(record && { onDecision: record.decide }),
    });
    const { authorize } = access;

    const sqs = createSqs({ account, clock, endpoint });
    ends.add(sqs.stop);
    const sns = createSns({
      account,
      clock,
      sendToQueue(queueArn, body, attributes, sourceArn) {
        authorize({ service: "sns.amazonaws.com", sourceArn }, { action: "sqs:SendMessage", resource: queueArn });
        sqs.queues.send(queueArn, body, attributes);
      },
    });
    const eventBridge = createEventBridge({
      account,
      clock,
      deliver: (delivery) => targets.deliver(delivery),
      sendDeadLetter: (...letter) => targets.sendDeadLetter(...letter),
    });
    ends.add(eventBridge.stop);
    const s3 = createS3({ account, clock, directory: join(directory, "s3"), publish: eventBridge.publish });
    const acm = createAcm({ account, clock });
    const signer = createSigner({
      account,
      clock,
      objects: s3.objects,
      certificates: acm.certificates,
      publish: eventBridge.publish,
      authorize,
    });
    ends.add(signer.stop);
    const iot = createIot({
      account,
      clock,
      objects: s3.objects,
      objectsAs: objectsAs(s3.objects, authorize),
      authorize,
      signer,
      endpoint,
      presign: objectPresigner({ account, clock, keys, endpoint }),
      ...(options.unfinishedJobs && { unfinishedJobs: options.unfinishedJobs }),
    });
    ends.add(iot.stop);
    const lambda = createLambda({
      account,
      clock,
      directory: join(projectRoot, "node_modules/.cache/ota-pipeline/bundles"), // bundles last: what has not changed is not made again
      issueCredentials(roleArn, session) {
        const sourceArn = arnOf(account, "lambda", `function:${session}`);
        authorize({ service: "lambda.amazonaws.com", sourceArn }, { action: "sts:AssumeRole", resource: roleArn });
        return keys.issue(roleArn, session);
      },
      endpoint,
      sendDeadLetter: deadLetters(authorize, { sqs, sns }),
      readObject: s3.objects.read,
      log,
    });
    ends.add(lambda.stop);
    const serviceCalls = createServiceCalls({ account, clock, keys, authorize, endpoint });
    ends.add(serviceCalls.stop);
    const stepFunctions = createStepFunctions({
      account,
      clock,
      publish: eventBridge.publish,
      invokeFunction: functionTasks(authorize, lambda),
      integrationModel,
      authorizeTask: (permission, machine) => authorize(machineRole(machine), permission),
      checkAssumable: (roleArn, sourceArn) =>
        authorize({ service: "states.amazonaws.com", sourceArn }, { action: "sts:AssumeRole", resource: roleArn }),
      integrations: () => ({
        ...optimizedIntegrations(serviceCalls.call),
        ...sdkIntegrations(services, serviceCalls.call),
      }),
    });
    ends.add(stepFunctions.stop);
    const targets = eventTargets(authorize, { lambda, sns, sqs, stepFunctions });
    const policies: Readonly<Record<string, (arn: string) => object | string | undefined>> = {
      lambda: lambda.policyOf,
      s3: s3.policyOf,
      sns: sns.topics.policyOf,
      sqs: sqs.queues.policyOf,
    };

    const cloudFormation = createCloudFormation({
      account,
      clock,
      resourceTypes: {
        ...s3.resourceTypes,
        ...lambda.resourceTypes,
        ...eventBridge.resourceTypes,
        ...stepFunctions.resourceTypes,
        ...sqs.resourceTypes,
        ...sns.resourceTypes,
      },
      readObject: s3.objects.read,
      invokeFunction: lambda.invokeLater,
      presignPut: responsePresigner({ account, clock, keys, endpoint }),
      onBug,
    });
    ends.add(cloudFormation.stop);
    const iam = createIam({ roles: cloudFormation.roles });
    const services = [
      s3,
      acm,
      signer,
      lambda,
      stepFunctions,
      eventBridge,
      sqs,
      sns,
      createSts(),
      iam,
      cloudFormation,
      createCloudControl(),
    ]
      .map(({ service }) => service)
      .concat(iot.services);
    const { interfere, ...faults } = createFaults({
      services,
      functions: () => cloudFormation.physicalIds("AWS::Lambda::Function"),
      kill: lambda.kill,
    });
    const front = await startFront({
      services,
      keys,
      clock,
      accountId: account.id,
      port: options.port ?? 0,
      ...(options.listen && { listen: options.listen }),
      access,
      interfere,
      onBug,
      controls: { ...options.controls, faults: faultsControl(faults) },
    });
    ends.add(front.stop);
    const mqttPort = await iot.broker.listen(options.mqttPort ?? 0);

    const { deploy = true, templateFile = join(projectRoot, "template.yaml"), parameters = {} } = options;
    const deployBy = async (parameters: Readonly<Record<string, string>>) => {
      const stack = await cloudFormation.deploy({ templateFile, stackName: "ota-pipeline", parameters });
      record?.grant({ ...stack, parameters, roles: cloudFormation.roles(), policyOf });
      return stack.outputs;
    };
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    await options.prepare?.({ endpoint: front.endpoint, account, credentials });
    const outputs = deploy ? await deployBy(parameters) : {};
    return {
      endpoint: front.endpoint,
      mqtt: { host: "127.0.0.1", port: mqttPort },
      account,
      credentials,
      outputs,
      deploy: deployBy,
      faults,
      onWorkflowEvent: stepFunctions.watch,
      onInvocation: lambda.watch,
      onNotice: sns.watch,
      notices: sns.published,
      stop: ends.all,
    };
  } catch (error) {
    await ends.all().catch(() => {}); // what went wrong first counts
    throw error;
  }
}
