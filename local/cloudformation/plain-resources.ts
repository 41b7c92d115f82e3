import { type Account, arnOf } from "../account.ts";
import type { Resource, ResourceType, ResourceTypes } from "../resource.ts";
import { iamResourceTypes } from "./iam-resources.ts";
import { physicalSuffix } from "./physical-names.ts";
import type { Role, Roles } from "./roles.ts";

/** Resource types that are no service's here: what they ask for is an id, an ARN, and to be remembered. */
export interface PlainResources {
  readonly resourceTypes: ResourceTypes;
  /** The roles made so far, for whoever checks what a call may do. */
  readonly roles: Roles;
}

/**
 * Queues and topics are among them: nobody sends or publishes yet. Dead letters, notices and alarms are deployed as the template
 * has them, and nothing comes of them.
 */
export function createPlainResources(account: Account): PlainResources {
  const roles = new Map<string, Role>();
  return {
    roles,
    resourceTypes: {
      ...iamResourceTypes(account, roles),
      "AWS::CloudWatch::Alarm": namedBy("AlarmName", (name) =>
        arned(name, arnOf(account, "cloudwatch", `alarm:${name}`)),
      ),
      "AWS::Lambda::Permission": nameless,
      "AWS::Logs::LogGroup": namedBy("LogGroupName", (name) =>
        arned(name, `${arnOf(account, "logs", `log-group:${name}`)}:*`),
      ),
      "AWS::SNS::Subscription": nameless,
      "AWS::SNS::Topic": namedBy("TopicName", (name) => {
        const arn = arnOf(account, "sns", name);
        return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
      }),
      "AWS::SNS::TopicPolicy": nameless,
      "AWS::SQS::Queue": namedBy("QueueName", (name) => {
        const url = `https://sqs.${account.region}.amazonaws.com/${account.id}/${name}`;
        return { physicalId: url, attributes: { Arn: arnOf(account, "sqs", name), QueueName: name, QueueUrl: url } };
      }),
      "AWS::SQS::QueuePolicy": nameless,
    },
  };
}

const nameless: ResourceType = {
  async create({ stackName, logicalId }) {
    const physicalId = `${stackName}-${logicalId}-${physicalSuffix(stackName, logicalId)}`;
    return { physicalId, attributes: { Id: physicalId } };
  },
};

/** A type all of whose ids follow from the property that names it. */
function namedBy(property: string, resource: (name: string) => Resource): ResourceType {
  return { create: async ({ properties }) => resource(String(properties[property])) };
}

/** `Ref` gives the name. */
function arned(name: string, arn: string): Resource {
  return { physicalId: name, attributes: { Arn: arn } };
}
