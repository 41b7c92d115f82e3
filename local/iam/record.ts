import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../resource.ts";
import type { Decision } from "./authorizer.ts";
import { isAction, isResource } from "./evaluate.ts";
import { type Grant, grantsIn, grantsOfRole, principalNames, resourcePolicy, trustPolicy } from "./grants.ts";
import type { Role } from "./role.ts";

/** A line of a record, JSON. */
export type RecordLine =
  | { readonly stack: DeployedNames }
  | { readonly granted: Grant }
  /** Something was allowed by it. */
  | { readonly used: Grant }
  | { readonly denied: { readonly who: string; readonly action: string; readonly resource: string } };

/** By which names the grants of a stack go. */
export interface DeployedNames {
  readonly parameters: Readonly<Record<string, string>>;
  /** By logical id. */
  readonly resources: Readonly<Record<string, Resource>>;
}

/** What is needed to tell what a stack grants. */
export interface RecordedStack extends DeployedNames {
  readonly roles: Iterable<Role>;
  readonly policyOf: (resourceArn: string) => object | string | undefined;
}

/** Notes which grants of a stack are used, and what is asked for that nobody grants. */
export interface PermissionsRecord {
  /** What the stack grants, once it is deployed. */
  grant(stack: RecordedStack): void;
  decide(decision: Decision): void;
}

/** Keeps a record in a file of its own. Each line is there once, at once: whoever is killed has told what it knew. */
export function recordPermissions(directory: string): PermissionsRecord {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${randomUUID()}.jsonl`);
  const written = new Set<string>();
  const note = (line: RecordLine) => {
    const text = JSON.stringify(line);
    if (written.has(text)) return;
    written.add(text);
    appendFileSync(file, `${text}\n`);
  };
  return {
    grant({ parameters, resources, roles, policyOf }) {
      note({ stack: { parameters, resources } });
      for (const granted of [...roles].flatMap(grantsOfRole)) note({ granted });
      for (const { attributes } of Object.values(resources)) {
        const arn = attributes["Arn"] ?? attributes["TopicArn"];
        const document = arn === undefined ? undefined : policyOf(arn);
        if (arn === undefined || document === undefined) continue;
        const policy = typeof document === "string" ? JSON.parse(document) : document;
        for (const granted of grantsIn(arn, resourcePolicy, policy)) note({ granted });
      }
    },
    decide(decision) {
      const { isAllowed, who, permission } = decision;
      const { action, resource } = permission;
      if (isAllowed) for (const used of grantsUsed(decision)) note({ used });
      else note({ denied: { who: holderOf(who), action, resource } });
    },
  };
}

/** A session's role by its name; a service as it is. */
function holderOf(who: string): string {
  return /:assumed-role\/([^/]+)\//.exec(who)?.[1] ?? who;
}

/** Which patterns of the deciding statements the request fits. */
function grantsUsed({ who, permission, context, decidedBy }: Decision): Grant[] {
  const { action, resource } = permission;
  return decidedBy.flatMap(({ policy, statement }) => {
    const { name, actions, resources, principals } = statement;
    const isOwn = principals === undefined;
    const about = {
      holder: isOwn
        ? holderOf(who)
        : action === "sts:AssumeRole"
          ? resource.slice(resource.lastIndexOf("/") + 1)
          : resource,
      policy: isOwn ? policy.id : resources === undefined ? trustPolicy : resourcePolicy,
      statement: name,
    };
    const patterns = resources?.patterns.filter((pattern) => isResource(pattern, { resource, context })) ?? [""];
    return actions.patterns
      .filter((pattern) => isAction(pattern, { action }))
      .flatMap((pattern) =>
        patterns.map((of) => ({ ...about, action: pattern, resource: of, to: principalNames(statement) })),
      );
  });
}
