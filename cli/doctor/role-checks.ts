import { type Finding, fail, type Judgement, judged, ok, unseen } from "./finding.ts";
import type { BucketPolicies, Decision, RoleFacts } from "./role-facts.ts";
import type { Need, Place } from "./role-needs.ts";
import { judgeTrust } from "./role-trust.ts";
import type { Sight } from "./sight.ts";

type RolePlace = Pick<Place, "roleName" | "account" | "region" | "partition">;
type DecidedNeed = RoleFacts["needs"][number];

/** What AWS IoT acts as: whether it is there, AWS IoT may be it, and it may do what is needed. */
export function judgeRole(place: RolePlace, { trust, needs }: RoleFacts, policies: BucketPolicies): Finding[] {
  const there = judged("OTA role", trust, (document) => judgePresence(place, document));
  if (there.status === "fail") return [there];
  const checks = [...new Set(needs.map(({ need }) => need.check))];
  return [
    there,
    judged("OTA role: trust", trust, (document) => judgeTrust(document, place)),
    ...checks.map((check) => ({
      check,
      ...judgeNeeds(
        place,
        needs.filter(({ need }) => need.check === check),
      ),
    })),
    ...Object.entries(policies).map(([bucket, policy]) => ({
      check: `${bucket}: lets the OTA role in`,
      ...judgeBucket(bucket, policy, needs),
    })),
  ];
}

function judgePresence({ roleName }: RolePlace, document: unknown): Judgement {
  if (document !== undefined) return ok(roleName);
  return fail(
    `there is no role ${roleName}: AWS IoT can neither make an OTA update nor serve a stream`,
    "Delete the stack and deploy it again: CloudFormation does not see that its role is gone.",
  );
}

function judgeNeeds({ roleName }: RolePlace, needs: readonly DecidedNeed[]): Judgement {
  const denied = needs.filter(({ decision }) => isOneOf(decision, "denied", "denied by the organization"));
  if (denied.length === 0) return unknown(needs) ?? ok(actionsOf(needs));
  if (denied.some(({ decision }) => isOneOf(decision, "denied by the organization")))
    return fail(
      `a policy of your organization denies it ${actionsOf(denied)}`,
      "Ask whoever keeps its service control policies.",
    );
  const [first] = denied;
  return fail(
    `it may not ${actionsOf(denied)}`,
    `Allow it to ${roleName}, for such as ${first?.need.resource}. The template does, so somebody has changed the role, or put a boundary on it.`,
  );
}

function judgeBucket(bucket: string, policy: Sight<string | undefined>, needs: readonly DecidedNeed[]): Judgement {
  if (!policy.seen) return unseen(policy.why);
  const about = needs.filter(({ need }) => need.bucket === bucket);
  const denied = about.filter(({ decision }) => isOneOf(decision, "denied by the bucket"));
  if (denied.length === 0) return unknown(about) ?? ok("its policy denies the role nothing");
  return fail(
    `its policy denies the OTA role ${actionsOf(denied)}`,
    "Take the Deny out of the bucket's policy, or leave the role out of it.",
  );
}

/** Why the first decision is not known that is not; undefined where all are. */
function unknown(needs: readonly DecidedNeed[]): Judgement | undefined {
  for (const { decision } of needs) if (!decision.seen) return unseen(decision.why);
  return undefined;
}

function isOneOf(decision: Sight<Decision>, ...decisions: Decision[]): boolean {
  return decision.seen && decisions.includes(decision.value);
}

/** `s3:GetObject, s3:GetObjectVersion` */
function actionsOf(needs: readonly { readonly need: Need }[]): string {
  return [...new Set(needs.map(({ need }) => need.action))].join(", ");
}
