/** What a scanner says of one resource. */
export interface Finding {
  /** By the scanner's own id: `CKV_AWS_18`, `CT.S3.PR.2`, `AwsSolutions-S1`, `E3030`. */
  readonly rule: string;
  /** The logical id in the translated template; empty where the scanner names none. */
  readonly resource: string;
  /** In the scanner's words. */
  readonly message: string;
}

/** What a scanner answers. */
export interface Report {
  readonly scanner: string;
  /** How many of its rules looked at the template. */
  readonly rules: number;
  readonly findings: readonly Finding[];
}

/** Each rule once for each resource: scanners repeat themselves for each property. */
export function onePerResource(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.rule} ${finding.resource}`, finding])).values()];
}
