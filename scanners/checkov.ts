import { dirname, resolve } from "node:path";
import type { Report } from "./finding.ts";
import { run } from "./run.ts";

interface Answer {
  readonly results: {
    readonly passed_checks: readonly Check[];
    readonly failed_checks: readonly Check[];
    readonly skipped_checks: readonly Check[];
  };
  readonly summary: { readonly parsing_errors: number };
}

interface Check {
  readonly check_id: string;
  readonly check_name: string;
  /** `AWS::S3::Bucket.FirmwareBucket`. */
  readonly resource: string;
}

/**
 * checkov's rules for CloudFormation, without its calls home: neither descriptions nor newer versions are looked for. What
 * `.checkov.yaml` and the template tell it to skip is for whoever runs it themselves; here it is found, and needs a waiver.
 */
export function checkov(templateFile: string, python: string): Report {
  const quietly = ["--skip-download", "--compact", "--output", "json"];
  const answer = run(
    resolve(python, "bin/checkov"),
    ["--file", templateFile, "--framework", "cloudformation", ...quietly],
    {
      exitCodes: [0, 1],
      cwd: dirname(templateFile),
      env: { CKV_SKIP_PACKAGE_UPDATE_CHECK: "true", LOG_LEVEL: "ERROR" },
    },
  );
  const { results, summary } = JSON.parse(answer) as Answer;
  if (summary.parsing_errors > 0) throw new Error("checkov cannot read the template");
  const { passed_checks: passed, failed_checks: failed, skipped_checks: skipped } = results;
  const found = [...failed, ...skipped];
  return {
    scanner: "checkov",
    rules: new Set([...passed, ...found].map(({ check_id: id }) => id)).size,
    findings: found.map(({ check_id: rule, check_name: message, resource }) => ({
      rule,
      resource: resource.slice(resource.lastIndexOf(".") + 1),
      message,
    })),
  };
}
