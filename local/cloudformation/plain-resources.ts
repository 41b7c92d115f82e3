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

/** Alarms and metric filters are among them: they are deployed as the template has them, and nothing comes of them. */
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
      "AWS::Logs::MetricFilter": nameless,
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
