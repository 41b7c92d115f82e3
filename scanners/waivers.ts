import type { Finding } from "./finding.ts";

/** What is found and left as it is, and why. Written in the template beside what it is about. */
export interface Waiver {
  /** The logical id of the resource it stands beside, or the type that it stands for. */
  readonly about: string;
  readonly rules: readonly string[];
  readonly reason: string;
  readonly covers: (resource: string) => boolean;
}

interface Resource {
  readonly Type: string;
  readonly Metadata?: { readonly Waivers?: unknown };
}

/** As much of a template as waivers are read from. */
export interface Template {
  readonly Metadata?: { readonly Waivers?: unknown };
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** More would be a list that nobody reads. */
export const mostWaivers = 15;

/**
 * Reads the waivers of a template: `Metadata.Waivers` of a resource is about that resource, `Metadata.Waivers` of the template
 * about all resources of its `Types`, as Globals are. Each has `Rules`, by the scanners' ids, and a `Reason`.
 * @throws Error where one has another form, or no reason, or where there are more than 15
 */
export function readWaivers({ Metadata, Resources }: Template): Waiver[] {
  const ofTypes = listOf(Metadata?.Waivers, "the template").map((waiver) => {
    const types = texts(waiver["Types"], "Types of a waiver of the template");
    const covers = (resource: string) => types.includes(Resources[resource]?.Type ?? "");
    return { about: types.join(", "), covers, ...rulesAndReason(waiver, types.join(", ")) };
  });
  const ofResources = Object.entries(Resources).flatMap(([about, { Metadata: own }]) =>
    listOf(own?.Waivers, about).map((waiver) => {
      const covers = (resource: string) => resource === about;
      return { about, covers, ...rulesAndReason(waiver, about) };
    }),
  );
  const waivers = [...ofTypes, ...ofResources];
  if (waivers.length > mostWaivers) throw new Error(`${waivers.length} waivers; at most ${mostWaivers} are allowed`);
  return waivers;
}

/** What the findings come to. */
export interface Judgement {
  readonly waived: readonly Finding[];
  readonly unwaived: readonly Finding[];
}

/** Tells the findings that a waiver covers from the others. */
export function judge(findings: readonly Finding[], waivers: readonly Waiver[]): Judgement {
  const isWaived = (finding: Finding) => waivers.some((waiver) => waives(waiver, finding));
  return { waived: findings.filter(isWaived), unwaived: findings.filter((finding) => !isWaived(finding)) };
}

/** Rules that are waived for nothing: what they were about has been set right, or the waiver is mistaken. */
export function needless(waivers: readonly Waiver[], findings: readonly Finding[]): string[] {
  return waivers.flatMap(({ about, rules, covers }) =>
    rules
      .filter((rule) => !findings.some((finding) => finding.rule === rule && covers(finding.resource)))
      .map((rule) => `${about}: no scanner finds ${rule} any more`),
  );
}

function waives({ rules, covers }: Waiver, { rule, resource }: Finding): boolean {
  return rules.includes(rule) && covers(resource);
}

function rulesAndReason(waiver: Record<string, unknown>, about: string): Pick<Waiver, "rules" | "reason"> {
  const { Reason: reason } = waiver;
  if (typeof reason !== "string" || reason.trim() === "") throw new Error(`A waiver of ${about} has no Reason`);
  return { rules: texts(waiver["Rules"], `Rules of a waiver of ${about}`), reason };
}

function listOf(value: unknown, about: string): Record<string, unknown>[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`Waivers of ${about} are no list`);
  return value as Record<string, unknown>[];
}

function texts(value: unknown, what: string): string[] {
  const isList = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
  if (!isList) throw new Error(`${what} are no list of texts`);
  return value;
}
