import { type Account, arnOf } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import type { Resource, ResourceType, ResourceTypes } from "../resource.ts";
import { physicalSuffix } from "./physical-names.ts";

/**
 * Resource types that are no service's here: what they ask for is an id and an ARN. Alarms, dashboards and metric filters are
 * deployed as the template has them, and nothing comes of them.
 */
export function plainResourceTypes(account: Account): ResourceTypes {
  return {
    "AWS::CloudWatch::Alarm": namedBy("AlarmName", (name) =>
      arned(name, arnOf(account, "cloudwatch", `alarm:${name}`)),
    ),
    "AWS::CloudWatch::Dashboard": namedBy("DashboardName", (name) => ({ physicalId: name, attributes: {} })),
    "AWS::Logs::LogGroup": namedBy("LogGroupName", (name) =>
      arned(name, `${arnOf(account, "logs", `log-group:${name}`)}:*`),
    ),
    "AWS::Logs::MetricFilter": nameless(["FilterName", "LogGroupName"]),
  };
}

function nameless(createOnlyProperties: readonly string[]): ResourceType {
  const withId = (physicalId: string): Resource => ({ physicalId, attributes: { Id: physicalId } });
  return {
    createOnlyProperties,
    create: async ({ stackName, logicalId }) =>
      withId(`${stackName}-${logicalId}-${physicalSuffix({ stackName, logicalId })}`),
    update: async ({ physicalId }) => withId(physicalId),
    delete: async () => {},
  };
}

/** A type all of whose ids follow from the property that names it. */
function namedBy(property: string, resource: (name: string) => Resource): ResourceType {
  const names = new Set<string>();
  return {
    createOnlyProperties: [property],
    async create({ properties }) {
      const name = String(properties[property]);
      if (names.has(name)) throw new AwsError("ResourceAlreadyExistsException", `${name} already exists`, 400);
      names.add(name);
      return resource(name);
    },
    update: async ({ physicalId }) => resource(physicalId),
    async delete({ physicalId }) {
      names.delete(physicalId);
    },
  };
}

/** `Ref` gives the name. */
function arned(name: string, arn: string): Resource {
  return { physicalId: name, attributes: { Arn: arn } };
}
