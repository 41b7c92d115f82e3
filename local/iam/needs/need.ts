import type { Account } from "../../account.ts";
import type { Permission } from "../../http/authorize.ts";

/** An operation's input, in AWS's own type. */
// biome-ignore lint/suspicious/noExplicitAny: each operation has an input of its own
export type Input = any;

/**
 * What an operation needs: on which resources the action of its own name is to be allowed, or a function that tells all it needs.
 * In the text of a resource `{member}` is what the input says, and `|` stands before what is taken when the input does not say it.
 */
export type Need = string | readonly string[] | ((input: Input, account: Account) => readonly Permission[]);

/** A service's operations, as the Service Authorization Reference has them. */
export interface ServiceNeeds {
  /** Of its actions: `iot` in `iot:CreateStream`. */
  readonly prefix: string;
  /** What stands before a resource's own part: `arn:aws:iot:us-east-1:123456789012:`. */
  readonly arnStart: (account: Account) => string;
  readonly operations: Readonly<Record<string, Need>>;
}

/** What a call needs of whoever makes it. An operation that the table lacks needs its own action on everything. */
export function permissionsFor(
  { prefix, arnStart, operations }: ServiceNeeds,
  operation: string,
  input: Input,
  account: Account,
): readonly Permission[] {
  const need = Object.hasOwn(operations, operation) ? operations[operation] : "*";
  if (typeof need === "function") return need(input, account);
  const action = `${prefix}:${operation}`;
  return [need ?? "*"].flat().map((text) => ({ action, resource: resourceIn(text, input, arnStart(account)) }));
}

/** The ARN that a text stands for; `*` stays `*`, and a member that is an ARN is one already. */
export function resourceIn(text: string, input: Input, arnStart: string): string {
  for (const way of text.split("|")) {
    const members = [...way.matchAll(/\{(\w+)\}/g)].map(([, member = ""]) => member);
    if (!members.every((member) => typeof input?.[member] === "string")) continue;
    const arn = members.map((member) => input[member]).find((value) => value.startsWith("arn:"));
    return arn ?? (way === "*" ? way : arnStart + way.replace(/\{(\w+)\}/g, (_, member) => input[member]));
  }
  return "*";
}

/** Handing a role to a service that will act as it. */
export function passRole(roleArn: string | undefined, service: string): Permission[] {
  if (!roleArn) return [];
  return [{ action: "iam:PassRole", resource: roleArn, context: { "iam:PassedToService": service } }];
}
