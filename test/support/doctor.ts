import { type Examination, examine } from "../../cli/doctor/examine.ts";
import type { Finding } from "../../cli/doctor/finding.ts";
import { type Totals, totalsOf } from "../../cli/doctor/report.ts";
import { ota } from "./ota.ts";

/** What a doctor has found. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly totals: Totals;
  /** How something stands, by the name of its check; undefined where it was not checked. */
  of(check: string): Omit<Finding, "check"> | undefined;
}

/** Runs `ota doctor` with these words against the local AWS at AWS_ENDPOINT_URL. */
export async function diagnose(...words: string[]): Promise<Diagnosis & { readonly exitCode: number }> {
  const { exitCode, stdout, stderr } = await ota("doctor", "--local", "--json", ...words);
  if (stdout === "") throw new Error(stderr);
  return { exitCode, ...diagnosisOf(JSON.parse(stdout)) };
}

/** Examines a product as `ota doctor` does, in this process: many times in the time of one command. */
export async function examineProduct(product: string): Promise<Diagnosis> {
  return diagnosisOf(await examine({ stack: "ota-pipeline", local: true, product }));
}

function diagnosisOf({ findings }: Pick<Examination, "findings">): Diagnosis {
  return {
    findings,
    totals: totalsOf({ findings }),
    of(check) {
      const found = findings.find((finding) => finding.check === check);
      if (!found) return undefined;
      const { check: _, ...judgement } = found;
      return judgement;
    },
  };
}
