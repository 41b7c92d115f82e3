import { type Policy, readPolicy } from "../policy.ts";
import { managedPolicy } from "./managed-policies.ts";
import type { Role } from "./role.ts";

/** Reads each policy once, however often it is asked for. */
export interface Compiler {
  /** All policies of a role, those that were added since too. */
  policiesOf(role: Role): readonly Policy[];
  /** A resource's own policy. @throws PolicyInvalidError */
  policy(id: string, document: object | string | unknown): Policy;
}

export function createCompiler(): Compiler {
  const ofObjects = new WeakMap<object, Policy>();
  const ofTexts = new Map<string, Policy>(); // a bucket's policy and its like: as many as there were ever set

  const policy = (id: string, document: unknown): Policy => {
    if (typeof document === "string") {
      const known = ofTexts.get(document) ?? readPolicy(id, JSON.parse(document));
      ofTexts.set(document, known);
      return known;
    }
    if (typeof document !== "object" || document === null) return readPolicy(id, document);
    const known = ofObjects.get(document) ?? readPolicy(id, document);
    ofObjects.set(document, known);
    return known;
  };

  return {
    policy,
    policiesOf: ({ policies, managedPolicyArns }) => [
      ...policies.map(({ name, document }) => policy(name, document)),
      ...managedPolicyArns.map((arn) => policy(nameOf(arn), managedPolicy(arn).document)),
    ],
  };
}

function nameOf(managedPolicyArn: string): string {
  return managedPolicyArn.slice(managedPolicyArn.lastIndexOf("/") + 1);
}
