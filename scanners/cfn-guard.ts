import { fileURLToPath } from "node:url";
import { type Finding, onePerResource, type Report } from "./finding.ts";
import { run } from "./run.ts";

const folder = fileURLToPath(new URL("node_modules/@cdklabs/cdk-validator-cfnguard", import.meta.url));

interface Rule {
  readonly Rule: { readonly name: string; readonly checks: readonly Check[] };
}

interface Check {
  readonly Rule?: { readonly messages: { readonly custom_message: string | null } };
}

interface Answer {
  readonly compliant: readonly string[];
  readonly not_compliant: readonly Rule[];
}

/** The rules of AWS Control Tower's proactive controls, by the cfn-guard that the CDK's validator brings along. */
export function cfnGuard(templateFile: string): Report {
  const rules = `${folder}/rules/control-tower/cfn-guard`;
  const asJson = ["--output-format", "json", "--structured", "--show-summary", "none"];
  const answer = run(binary(), ["validate", "--data", templateFile, "--rules", rules, ...asJson], {
    exitCodes: [0, 19],
  });
  const [{ compliant, not_compliant: broken } = { compliant: [], not_compliant: [] }] = JSON.parse(answer) as Answer[];
  return {
    scanner: "Control Tower",
    rules: compliant.length + broken.length,
    findings: onePerResource(broken.flatMap(findingsOf)),
  };
}

function binary(): string {
  const system = { linux: "ubuntu", darwin: "macos" }[process.platform as string];
  const machine = { x64: "x86_64", arm64: "aarch64" }[process.arch as string];
  if (!system || !machine) throw new Error(`There is no cfn-guard for ${process.platform} on ${process.arch}`);
  return `${folder}/bin/${system}/${machine}/cfn-guard`;
}

/** The control is named in a message: `[CT.S3.PR.2]: Require …`. One without a resource counts too. */
function findingsOf({ Rule: { name, checks } }: Rule): Finding[] {
  return checks.flatMap((check) => {
    const message = check.Rule?.messages.custom_message ?? "";
    const [, rule = name, words = message] = /\[(CT\.[A-Z0-9.]+)\]: (.*)/.exec(message) ?? [];
    const resources = new Set(resourcesIn(check));
    return [...(resources.size > 0 ? resources : [""])].map((resource) => ({ rule, resource, message: words }));
  });
}

/** The resources whose properties did not comply; `to` is only what they were compared with. */
function resourcesIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === "path") return /^\/Resources\/([^/]+)/.exec(String(value))?.[1] ?? [];
    return key === "to" ? [] : resourcesIn(value);
  });
}
