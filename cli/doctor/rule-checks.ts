import { type Finding, fail, type Judgement, judged, ok, warn } from "./finding.ts";
import type { RuleFacts } from "./rule-facts.ts";

/** The rules that drive a pipeline. */
export interface PipelineRules {
  readonly uploads: RuleFacts;
  readonly endedExecutions: RuleFacts;
  readonly sweeper: RuleFacts;
}

export function judgeRules({ uploads, endedExecutions, sweeper }: PipelineRules): Finding[] {
  return [
    judgeRule("rule for uploads", uploads, { without: "uploads start nothing", severity: fail }),
    judgeRule("rule for ended executions", endedExecutions, {
      without: "what a stopped release has made stays until the sweeper comes by",
      severity: warn,
    }),
    judgeRule("schedule of the sweeper", sweeper, { without: "what ended releases left behind stays", severity: warn }),
  ];
}

/** @param without what happens when the rule does nothing, and how bad that is */
function judgeRule(
  check: string,
  { name, rule }: RuleFacts,
  { without, severity }: { without: string; severity: typeof fail },
): Finding {
  return judged(check, rule, (found): Judgement => {
    if (!found) return severity(`there is no rule ${name}: ${without}`, "Delete the stack and deploy it again.");
    if (!found.isEnabled) return severity(`it is disabled: ${without}`, `aws events enable-rule --name ${name}`);
    if (found.targets === 0)
      return severity(
        `it has no target: ${without}`,
        `aws events put-targets --rule ${name}, with the stack's function as its target`,
      );
    return ok("enabled");
  });
}
