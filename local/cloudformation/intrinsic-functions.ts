import type { Resource } from "../resource.ts";
import { isCustom } from "./custom-resource-types.ts";
import type { ParameterValue } from "./parameters.ts";
import { substitute } from "./substitute.ts";
import { isObject, type Value } from "./template.ts";
import { templateError } from "./template-error.ts";

/** A resource of a stack, and of which type it is. */
export type StackResource = Resource & { readonly type: string };

/** What intrinsic functions refer to. */
export interface Scope {
  /** Parameters and pseudo parameters. */
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** @throws AwsError ValidationError for a condition the template does not have */
  isTrue(condition: string): boolean;
  /** The resources made so far. */
  readonly resources: ReadonlyMap<string, StackResource>;
}

type IntrinsicFunction = (argument: Value, scope: Scope) => Value;

/** What `AWS::NoValue` is until the property or element it stands for is left out. */
const noValue = Symbol("AWS::NoValue");

/** By name: what each makes of its argument, which is not resolved yet. */
const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (name, scope) => ref(String(name), scope),
  "Fn::GetAtt": (path, scope) => attribute(path, scope),
  "Fn::Sub": (argument, scope) => sub(argument, scope),
  "Fn::Join"(argument, scope) {
    const [delimiter, list] = argumentsOf("Fn::Join", argument, 2, scope);
    return listOf("Fn::Join", list).map(String).join(String(delimiter));
  },
  "Fn::Select"(argument, scope) {
    const [index, list] = argumentsOf("Fn::Select", argument, 2, scope);
    const values = listOf("Fn::Select", list);
    const value = values[Number(index)];
    if (value === undefined)
      throw templateError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
    return value;
  },
  "Fn::Split"(argument, scope) {
    const [delimiter, text] = argumentsOf("Fn::Split", argument, 2, scope);
    return String(text).split(String(delimiter));
  },
  "Fn::If"(argument, scope) {
    const branch = chosenBranch(argument, scope);
    return branch === undefined ? noValue : resolveAny(branch, scope);
  },
  "Fn::Equals"(argument, scope) {
    const [one, other] = argumentsOf("Fn::Equals", argument, 2, scope);
    return JSON.stringify(textOf(one)) === JSON.stringify(textOf(other));
  },
  "Fn::Not": (argument, scope) => !argumentsOf("Fn::Not", argument, 1, scope)[0],
  "Fn::And": (argument, scope) => listOf("Fn::And", resolveAny(argument, scope)).every(Boolean),
  "Fn::Or": (argument, scope) => listOf("Fn::Or", resolveAny(argument, scope)).some(Boolean),
  Condition: (name, scope) => scope.isTrue(String(name)),
};

/**
 * A value with its intrinsic functions carried out.
 * @throws AwsError ValidationError that names the function which is not played, or what it cannot find
 */
export function resolve(value: Value, scope: Scope): Value {
  const resolved = resolveAny(value, scope);
  return resolved === noValue ? undefined : resolved;
}

/** The intrinsic function an object is, if it is one. `Condition` is one when it names a condition: a policy's is an object. */
export function functionIn(value: Value): { name: string; argument: Value } | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name, argument] = entry;
  const isFunction =
    name === "Ref" || name.startsWith("Fn::") || (name === "Condition" && typeof argument === "string");
  return isFunction ? { name, argument } : undefined;
}

/** The branch of an `Fn::If` that its condition chooses. */
export function chosenBranch(argument: Value, scope: Pick<Scope, "isTrue">): Value {
  const [condition, whenTrue, whenFalse] = listOf("Fn::If", argument);
  return scope.isTrue(String(condition)) ? whenTrue : whenFalse;
}

function resolveAny(value: Value, scope: Scope): Value {
  const called = functionIn(value);
  if (called) {
    const intrinsic = intrinsicFunctions[called.name];
    if (!intrinsic) throw templateError(`Local AWS does not play ${called.name}`);
    return intrinsic(called.argument, scope);
  }
  if (Array.isArray(value)) return value.map((item) => resolveAny(item, scope)).filter((item) => item !== noValue);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, resolveAny(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
}

function ref(name: string, { parameters, resources }: Scope): Value {
  if (name === "AWS::NoValue") return noValue;
  const value = parameters.get(name) ?? resources.get(name)?.physicalId;
  if (value === undefined) throw unresolved(name);
  return value;
}

function attribute(path: Value, { resources }: Scope): string {
  const [id, ...rest] = typeof path === "string" ? path.split(".") : listOf("Fn::GetAtt", path).map(String);
  const name = rest.join(".");
  const resource = resources.get(id ?? "");
  if (!resource) throw unresolved(id ?? "");
  const value = resource.attributes[name];
  if (value !== undefined) return value;
  throw templateError(
    isCustom(resource.type)
      ? `CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object ${resource.physicalId}`
      : `Resource type ${resource.type} does not support attribute {${name}}`,
  );
}

function sub(argument: Value, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const given = resolve(variables ?? {}, scope) as Readonly<Record<string, unknown>>;
  return substitute(String(template), (name) => {
    if (Object.hasOwn(given, name)) return String(given[name]);
    return String(name.includes(".") ? attribute(name, scope) : ref(name, scope));
  });
}

function argumentsOf(name: string, argument: Value, count: number, scope: Scope): Value[] {
  const values = listOf(name, resolveAny(argument, scope));
  if (values.length !== count)
    throw templateError(`Template error: ${name} requires a list of ${count}, not ${JSON.stringify(argument)}`);
  return values;
}

function listOf(name: string, value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw templateError(`Template error: ${name} requires a list, not ${JSON.stringify(value)}`);
}

/** Numbers and booleans are their texts to CloudFormation. */
function textOf(value: Value): Value {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function unresolved(name: string): Error {
  return templateError(`Template format error: Unresolved resource dependencies [${name}] in the template`);
}
