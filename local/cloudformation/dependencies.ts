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
    const referred = referencesIn(Properties, scope).filter((name) => !isParameter(name, scope));
    const unknown = referred.filter((name) => !Object.hasOwn(resources, name));
    if (unknown.length > 0) {
      const names = unknown.join(", ");
      throw templateError(
        `Template format error: Unresolved resource dependencies [${names}] in the Resources block of the template`,
      );
    }
    const named = [DependsOn ?? []].flat().filter((name) => Object.hasOwn(resources, name)); // others are conditional
    graph.set(id, new Set([...referred, ...named]));
  }
  refuseCycles(graph);
  return graph;
}

function isParameter(name: string, { parameters }: Pick<Scope, "parameters">): boolean {
  return parameters.has(name) || name === "AWS::NoValue";
}

/** Logical ids and parameters that a value refers to; of an `Fn::If` only those in the branch that is taken. */
function referencesIn(value: Value, scope: Pick<Scope, "isTrue">): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, scope));
  const called = functionIn(value);
  if (!called) return isObject(value) ? Object.values(value).flatMap((item) => referencesIn(item, scope)) : [];
  const { name, argument } = called;
  if (name === "Ref") return [String(argument)];
  if (name === "Fn::GetAtt")
    return [String(typeof argument === "string" ? argument.split(".")[0] : [argument].flat()[0])];
  if (name === "Fn::Sub") return subReferences(argument, scope);
  if (name === "Fn::If") return referencesIn(chosenBranch(argument, scope), scope);
  return name === "Condition" ? [] : referencesIn(argument, scope);
}

function subReferences(argument: Value, scope: Pick<Scope, "isTrue">): string[] {
  const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
  const names = namesIn(String(template)).filter((name) => !Object.hasOwn(variables, name));
  return [...names.map((name) => name.split(".")[0] ?? name), ...referencesIn(variables, scope)];
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
