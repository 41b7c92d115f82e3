import { parseJson } from "./http/parse-json.ts";

/** A policy, ready to be evaluated: of a role, or of what services keep, which take none that is none. */
export interface Policy {
  /** What an answer calls it: `role_OtaRole_ServeImages`. */
  readonly id: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** Its `Sid`, or else its place in the policy, from 0. */
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: Selection;
  /** Left out in trust policies, which are about the role they belong to. */
  readonly resources: Selection | undefined;
  /** Left out in policies of identities, which are about whoever has them. */
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

/** An element or its opposite: `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Selection {
  readonly patterns: readonly string[];
  readonly isNegated: boolean;
}

/** `Principal` or `NotPrincipal`. Names by kind (`AWS`, `Service`); `*` is everybody, whatever the kind. */
export interface Principals {
  readonly names: readonly { readonly kind: string; readonly name: string }[];
  readonly isNegated: boolean;
}

/** `StringEquals` of `aws:SourceAccount`. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A document is no policy. The message says what of it is wrong. */
export class PolicyInvalidError extends Error {
  override readonly name = "PolicyInvalidError";
}

/** All operators of IAM's reference but BinaryEquals, which is not played, in lower case. */
const operators =
  /^((string|arn)(not)?(equals|like)|string(not)?equalsignorecase|(numeric|date)((not)?equals|(less|greater)than(equals)?)|bool|(not)?ipaddress|null)$/;

/** What is wrong with a policy, as a document or its JSON; undefined when it can be decided by. */
export function policyProblem(document: unknown): string | undefined {
  try {
    readPolicy("", typeof document === "string" ? parseJson(document) : document);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a policy document: IAM's grammar, a single value standing for a list of one.
 * @throws PolicyInvalidError
 */
export function readPolicy(id: string, document: unknown): Policy {
  const { Statement } = fieldsOf(document, "A policy");
  return { id, statements: listOf(Statement).map((statement, index) => readStatement(statement, index)) };
}

function readStatement(statement: unknown, index: number): Statement {
  const fields = fieldsOf(statement, "A statement");
  const effect = fields["Effect"];
  if (effect !== "Allow" && effect !== "Deny") throw new PolicyInvalidError(`Effect is Allow or Deny, not ${effect}`);
  const actions = selectionOf(fields, "Action");
  if (!actions) throw new PolicyInvalidError("A statement needs Action or NotAction");
  return {
    name: typeof fields["Sid"] === "string" ? fields["Sid"] : String(index),
    effect,
    actions,
    resources: selectionOf(fields, "Resource"),
    principals: principalsOf(fields),
    conditions: conditionsOf(fields["Condition"]),
  };
}

function selectionOf(fields: Fields, element: "Action" | "Resource"): Selection | undefined {
  const [wanted, unwanted] = [fields[element], fields[`Not${element}`]];
  if (wanted !== undefined && unwanted !== undefined)
    throw new PolicyInvalidError(`A statement has ${element} or Not${element}, never both`);
  if (wanted === undefined && unwanted === undefined) return undefined;
  return { patterns: textsOf(wanted ?? unwanted), isNegated: wanted === undefined };
}

function principalsOf(fields: Fields): Principals | undefined {
  const { Principal, NotPrincipal } = fields;
  const stated = Principal ?? NotPrincipal;
  if (stated === undefined) return undefined;
  const isNegated = Principal === undefined;
  if (stated === "*") return { names: [{ kind: "AWS", name: "*" }], isNegated };
  const names = Object.entries(fieldsOf(stated, "A principal")).flatMap(([kind, values]) =>
    textsOf(values).map((name) => ({ kind, name })),
  );
  return { names, isNegated };
}

function conditionsOf(block: unknown): Condition[] {
  if (block === undefined) return [];
  return Object.entries(fieldsOf(block, "Condition")).flatMap(([operator, keys]) => {
    const name = operator
      .toLowerCase()
      .replace(/^for(all|any)values?:/, "")
      .replace(/ifexists$/, "");
    if (!operators.test(name)) throw new PolicyInvalidError(`There is no condition operator ${operator}`);
    return Object.entries(fieldsOf(keys, operator)).map(([key, values]) => ({
      operator,
      key,
      values: textsOf(values),
    }));
  });
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new PolicyInvalidError(`${what} is an object, not ${JSON.stringify(value)}`);
  return value as Fields;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Numbers and booleans of a condition are compared as they are written. */
function textsOf(value: unknown): string[] {
  return listOf(value).map((item) => {
    if (!["string", "number", "boolean"].includes(typeof item))
      throw new PolicyInvalidError(`A text is expected, not ${JSON.stringify(item)}`);
    return String(item);
  });
}
