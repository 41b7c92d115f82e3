import type { Unused } from "./unused.ts";

/** What is granted though no test can use it, and why that is so. */
export interface Kept extends Pick<Unused, "holder" | "statement" | "name"> {
  readonly because: string;
}

const vendedLogs = "Step Functions delivers its logs by them; local AWS keeps no logs";
const alarms = "CloudWatch publishes alarms by it; local AWS's never go off";
const rules = "rules publish by their role; this lets them as long as AWS does not know it yet";
const accessLogs = "S3 writes its access logs by it; local S3 writes none";
const managed = "AWS's managed policy for this role has it; what the OTA service looks up by it is not told";

/** The remainder: what local AWS does not play, and what nobody can see from outside AWS. */
export const remainder: readonly Kept[] = [
  ...[
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
    "*",
  ].map((name) => ({ holder: "FirmwareUpdateStateMachine", statement: "DeliverLogs", name, because: vendedLogs })),
  ...["s3:PutObject", "AccessLogs/*"].map((name) => ({
    holder: "AccessLogs",
    statement: "S3WritesLogs",
    name,
    because: accessLogs,
  })),
  ...["sns:Publish", "Notices"].flatMap((name) => [
    { holder: "Notices", statement: "AlarmsPublish", name, because: alarms },
    { holder: "Notices", statement: "RulesPublish", name, because: rules },
  ]),
  { holder: "OtaRole", statement: "ReadImages", name: "s3:GetObject", because: managed },
  { holder: "OtaRole", statement: "SeeBuckets", name: "s3:GetBucketLocation", because: managed },
  {
    holder: "OtaRole",
    statement: "PassItself",
    name: "iam:GetRole",
    because: "AWS's guide asks for it beside the right to pass itself",
  },
];
