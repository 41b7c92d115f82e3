import { chosenBranch, functionIn, type Scope } from "./intrinsic-functions.ts";
import { namesIn } from "./substitute.ts";
import { isObject, type ResourceDeclaration, type Value } from "./template.ts";
import { templateError } from "./template-error.ts";

/**
 * Which resources each resource needs to be there first: by `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn`.
 * @throws AwsError ValidationError that names what is not in the template, or the resources of a cycle
 */
export function dependencies(
  resources: Readonly<Record<string, ResourceDeclaration>>,
  scope: Pick<Scope, "parameters" | "isTrue">,
): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [id, { Properties, DependsOn }] of Object.entries(resources)) {
    const referred = refuseUnresolved("Resources", Properties, resources, scope);
    const named = [DependsOn ?? []].flat().filter((name) => Object.hasOwn(resources, name)); // others are conditional
    graph.set(id, new Set([...referred, ...named]));
  }
  refuseCycles(graph);
  return graph;
}

/**
 * The resources that a value refers to.
 * @param block where in the template it is
 * @throws AwsError ValidationError that names those which are not in the template
 */
export function refuseUnresolved(
  block: "Resources" | "Outputs",
  value: Value,
  resources: Readonly<Record<string, unknown>>,
  scope: Pick<Scope, "parameters" | "isTrue">,
): string[] {
  const names = referencesIn(value, scope).map(({ name }) => name);
  const referred = names.filter((name) => !isParameter(name, scope));
  const unknown = referred.filter((name) => !Object.hasOwn(resources, name));
  if (unknown.length === 0) return referred;
  throw templateError(
    `Template format error: Unresolved resource dependencies [${unknown.join(", ")}] in the ${block} block of the template`,
  );
}

function isParameter(name: string, { parameters }: Pick<Scope, "parameters">): boolean {
  return parameters.has(name) || name === "AWS::NoValue";
}

/** A resource or a parameter that a value refers to; the attribute, where it asks for one. */
export interface Reference {
  readonly name: string;
  readonly attribute?: string;
}

/** What a value refers to; of an `Fn::If` only what the branch that is taken does. */
export function referencesIn(value: Value, scope: Pick<Scope, "isTrue">): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, scope));
  const called = functionIn(value);
  if (!called) return isObject(value) ? Object.values(value).flatMap((item) => referencesIn(item, scope)) : [];
  const { name, argument } = called;
  if (name === "Ref") return [{ name: String(argument) }];
  if (name === "Fn::GetAtt") return [reference(Array.isArray(argument) ? argument.join(".") : String(argument))];
  if (name === "Fn::Sub") return subReferences(argument, scope);
  if (name === "Fn::If") return referencesIn(chosenBranch(argument, scope), scope);
  return name === "Condition" ? [] : referencesIn(argument, scope);
}

/** `Bucket` or `Bucket.Arn`. */
function reference(text: string): Reference {
  const dot = text.indexOf(".");
  return dot === -1 ? { name: text } : { name: text.slice(0, dot), attribute: text.slice(dot + 1) };
}

function subReferences(argument: Value, scope: Pick<Scope, "isTrue">): Reference[] {
  const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
  const names = namesIn(String(template)).filter((name) => !Object.hasOwn(variables, name));
  return [...names.map(reference), ...referencesIn(variables, scope)];
}

function refuseCycles(graph: ReadonlyMap<string, ReadonlySet<string>>): void {
  const left = new Map([...graph].map(([id, needs]) => [id, new Set(needs)]));
  for (let free = [...left.keys()].filter(isFree); free.length > 0; free = [...left.keys()].filter(isFree)) {
    for (const id of free) left.delete(id);
  }
  if (left.size > 0) throw templateError(`Circular dependency between resources: [${[...left.keys()].join(", ")}]`);

  function isFree(id: string): boolean {
    return ![...(left.get(id) ?? [])].some((need) => left.has(need));
  }
}
