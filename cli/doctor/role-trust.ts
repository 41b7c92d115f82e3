import { fail, type Judgement, ok, warn } from "./finding.ts";
import type { Place } from "./role-needs.ts";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Home = Pick<Place, "account" | "region" | "partition" | "roleName">;

/** Whether AWS IoT, and for this account alone, may act as the role. */
export function judgeTrust(document: unknown, home: Home): Judgement {
  const { Statement = [] }: { Statement?: Statement | Statement[] } = Object(document);
  const ofIot = [Statement].flat().filter(isForIot);
  if (ofIot.length === 0)
    return fail("AWS IoT may not assume it", fixOf(home, "allows iot.amazonaws.com sts:AssumeRole"));
  const fitting = ofIot.filter((statement) => fits(statement, home));
  if (fitting.length === 0)
    return fail(
      "its conditions shut AWS IoT of this account and region out",
      fixOf(home, `asks for aws:SourceAccount ${home.account} and aws:SourceArn ${sourceArn(home, "*")}`),
    );
  if (fitting.every((statement) => sourceValues(statement, "aws:sourceaccount").length === 0))
    return warn(
      "AWS IoT may assume it for any account: there is no condition on aws:SourceAccount",
      fixOf(home, `asks for aws:SourceAccount ${home.account}`),
    );
  return ok("AWS IoT may assume it, for this account alone");
}

function isForIot({ Effect, Principal, Action }: Statement): boolean {
  const { Service }: { Service?: unknown } = Object(Principal);
  const allowsIt = list(Action).some((action) => ["sts:assumerole", "sts:*", "*"].includes(action.toLowerCase()));
  return Effect === "Allow" && list(Service).includes("iot.amazonaws.com") && allowsIt;
}

function fits(statement: Statement, home: Home): boolean {
  const accounts = sourceValues(statement, "aws:sourceaccount");
  const arns = sourceValues(statement, "aws:sourcearn");
  const example = sourceArn(home, "stream/x");
  return (
    (accounts.length === 0 || accounts.includes(home.account)) &&
    (arns.length === 0 || arns.some((pattern) => isLike(example, pattern)))
  );
}

/** The values that conditions ask a key to be; negated operators (…Not…) ask for nothing. */
function sourceValues({ Condition = {} }: Statement, key: string): string[] {
  return Object.entries(Condition)
    .filter(([operator]) => !/not/i.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([name]) => name.toLowerCase() === key)
    .flatMap(([, values]) => list(values));
}

function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^$()[\]{}|\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}

function sourceArn({ partition, region, account }: Home, resource: string): string {
  return `arn:${partition}:iot:${region}:${account}:${resource}`;
}

function fixOf({ roleName }: Home, what: string): string {
  return `aws iam update-assume-role-policy --role-name ${roleName} --policy-document <one that ${what}, as the template's>`;
}

function list(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}
