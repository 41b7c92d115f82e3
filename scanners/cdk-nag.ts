import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aspects, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { AwsSolutionsChecks, NagReportFormat, NIST80053R5Checks, ServerlessChecks } from "cdk-nag";
import { onePerResource, type Report } from "./finding.ts";

const packs = { AwsSolutions: AwsSolutionsChecks, Serverless: ServerlessChecks, "NIST.800.53.R5": NIST80053R5Checks };

interface Line {
  readonly ruleId: string;
  /** `Scan/Template/FirmwareBucket`. */
  readonly resourceId: string;
  readonly compliance: string;
  readonly ruleInfo: string;
}

/** cdk-nag's three packs that are about what we use. It looks at CDK apps, so the template is put into an empty one. */
export function cdkNag(templateFile: string): Report[] {
  const outdir = mkdtempSync(join(tmpdir(), "cdk-nag-"));
  try {
    const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false }); // cfn-lint looks deeper
    new CfnInclude(new Stack(app, "Scan"), "Template", { templateFile });
    for (const Pack of Object.values(packs)) {
      Aspects.of(app).add(new Pack({ reports: true, reportFormats: [NagReportFormat.JSON] }));
    }
    app.synth();
    return Object.keys(packs).map((pack) => reportOf(pack, join(outdir, `${pack}--Scan-NagReport.json`)));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What is neither compliant nor not, because a rule could not tell, counts as a finding. */
function reportOf(pack: string, file: string): Report {
  const { lines } = JSON.parse(readFileSync(file, "utf8")) as { lines: Line[] };
  const found = lines.filter(({ compliance }) => compliance !== "Compliant");
  return {
    scanner: `cdk-nag ${pack}`,
    rules: new Set(lines.map(({ ruleId }) => ruleId)).size,
    findings: onePerResource(
      found.map(({ ruleId: rule, resourceId, ruleInfo: message }) => ({
        rule,
        resource: resourceId.slice(resourceId.lastIndexOf("/") + 1),
        message,
      })),
    ),
  };
}
