import { createHash } from "node:crypto";
import { type Account, arnOf } from "../account.ts";

/** What CloudFormation knows without being told. `AWS::NoValue` is no value, and so not among them. */
export function pseudoParameters(account: Account, stack: { name: string; id: string }): Record<string, string> {
  return {
    "AWS::AccountId": account.id,
    "AWS::Region": account.region,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stack.name,
    "AWS::StackId": stack.id,
  };
}

/**
 * A stack's id: the same for the same stack, so that a restart changes no ids.
 * @param life how many stacks of this name there were before
 */
export function stackId(account: Account, stackName: string, life: number): string {
  const seed = [account.id, account.region, stackName, ...(life > 0 ? [life] : [])];
  const hex = createHash("sha256").update(JSON.stringify(seed)).digest("hex");
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
  return arnOf(account, "cloudformation", `stack/${stackName}/${uuid}`);
}
