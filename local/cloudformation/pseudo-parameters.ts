import { createHash } from "node:crypto";
import { type Account, arnOf } from "../account.ts";

/** What CloudFormation knows without being told. `AWS::NoValue` is no value, and so not among them. */
export function pseudoParameters(account: Account, stackName: string): Record<string, string> {
  return {
    "AWS::AccountId": account.id,
    "AWS::Region": account.region,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stackName,
    "AWS::StackId": arnOf(account, "cloudformation", `stack/${stackName}/${stackUuid(account, stackName)}`),
  };
}

/** The same for the same stack, so that a restart changes no ids. */
function stackUuid({ id, region }: Account, stackName: string): string {
  const hex = createHash("sha256")
    .update(JSON.stringify([id, region, stackName]))
    .digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
