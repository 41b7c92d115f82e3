import { type Account, arnOf } from "../account.ts";
import type { ResourceType } from "../resource.ts";
import { type Properties, text } from "./resource-properties.ts";

/** Who may invoke which function, beside those whose own policies say so. */
export interface Permissions {
  /** `AWS::Lambda::Permission`. */
  readonly resourceType: ResourceType;
  /** A function's policy, as GetPolicy would give it; nothing where it has none. */
  policyOf(functionArn: string): object | undefined;
}

interface Permission {
  readonly functionArn: string;
  readonly statement: object;
}

export function createPermissions(account: Account): Permissions {
  const permissions = new Map<string, Permission>();
  const policies = new Map<string, object>(); // by the function's ARN, until its permissions change

  return {
    resourceType: {
      createOnlyProperties: ["Action", "FunctionName", "Principal", "PrincipalOrgID", "SourceAccount", "SourceArn"],
      async create({ stackName, logicalId, properties }) {
        const id = `${stackName}-${logicalId}`;
        const functionArn = arnNamed(text(properties, "FunctionName"), account);
        permissions.set(id, { functionArn, statement: statementOf(id, functionArn, properties) });
        policies.delete(functionArn);
        return { physicalId: id, attributes: { Id: id } };
      },
      update: async ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
      async delete({ physicalId }) {
        policies.delete(permissions.get(physicalId)?.functionArn ?? "");
        permissions.delete(physicalId);
      },
    },
    policyOf(functionArn) {
      const known = policies.get(functionArn);
      if (known) return known;
      const own = [...permissions.values()].filter((permission) => permission.functionArn === functionArn);
      if (own.length === 0) return undefined;
      const policy = { Version: "2012-10-17", Statement: own.map(({ statement }) => statement) };
      policies.set(functionArn, policy);
      return policy;
    },
  };
}

/** The statement that AddPermission makes of its parameters. */
function statementOf(Sid: string, functionArn: string, properties: Properties): object {
  const principal = text(properties, "Principal");
  const { SourceArn, SourceAccount } = properties;
  const isService = principal.endsWith(".amazonaws.com");
  return {
    Sid,
    Effect: "Allow",
    Principal: principal === "*" ? "*" : { [isService ? "Service" : "AWS"]: principal },
    Action: text(properties, "Action"),
    Resource: functionArn,
    Condition: {
      ...(SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": SourceArn } }),
      ...(SourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
    },
  };
}

function arnNamed(nameOrArn: string, account: Account): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : arnOf(account, "lambda", `function:${nameOrArn}`);
}
