import { inTone } from "../lines.ts";
import { type Column, plainTable } from "../plain-table.ts";
import { daysLeft, warningDays } from "./fitness.ts";
import type { ProfileReport, WholeProfileReport } from "./profiles.ts";
import type { MadeProfile } from "./put-profile.ts";

const columns: readonly Column[] = [
  { head: "profile" },
  { head: "status" },
  { head: "platform" },
  { head: "certificate on the device" },
  { head: "used by" },
];

/** A line a profile. */
export function profileTable(profiles: readonly ProfileReport[], all: boolean): string {
  if (profiles.length === 0)
    return `There are no ${all ? "" : "active "}signing profiles. \`ota profile put\` makes one.`;
  const rows = profiles.map(({ profile, status, platformId, certname, usedBy }) => [
    profile,
    inTone(status.toLowerCase(), status === "Active" ? "plain" : "bad"),
    platformId,
    certname ?? "-",
    usedBy === null ? "not known" : usedBy.join(", ") || "-",
  ]);
  return plainTable(columns, rows).join("\n");
}

/** One profile, a fact a line. */
export function profileText(report: WholeProfileReport, now: number): string {
  const { profile, status, platformId, certname, certificateArn, usedBy } = report;
  const facts: readonly (readonly [string, string])[] = [
    ["profile", profile],
    ["status", inTone(status.toLowerCase(), status === "Active" ? "plain" : "bad")],
    ["platform", platformId],
    ["on the device", certname ?? "nowhere: the profile has no certname, so it cannot sign for devices"],
    ["certificate", certificateArn ?? "none"],
    ["expires", expiryText(report, now)],
    ["used by", usedBy === null ? "not known" : usedBy.join(", ") || "nobody"],
  ];
  return facts.map(([what, text]) => `${what.padEnd(15)}${text}`).join("\n");
}

function expiryText({ certificate }: WholeProfileReport, now: number): string {
  const { notAfter = null, keyAlgorithm = "" } = certificate ?? {};
  if (notAfter === null) return "not known: the certificate is gone from ACM, or ACM may not be asked";
  const days = daysLeft(notAfter, now);
  const date = notAfter.slice(0, 10);
  if (days < 0) return inTone(`${date}: it has expired (${keyAlgorithm})`, "bad");
  return inTone(`${date}, in ${days} days (${keyAlgorithm})`, days < warningDays ? "bad" : "plain");
}

/** What was made, and what is still to be done before it signs anything. */
export function madeText(made: MadeProfile): string {
  const { profile, platformId, certname, certificateArn, imported } = made;
  return [
    `Made the signing profile ${profile} on ${platformId}. Its name cannot be used again, not even when it is cancelled.`,
    ...(imported ? [`The certificate was imported as ${certificateArn}.`] : []),
    "",
    "For it to sign:",
    `  every device keeps the certificate at ${certname}`,
    `  the stack's parameter SigningProfileName is ${profile}; or its AllowedSigningProfiles allows it,`,
    `  and products/<product>.json says "signingProfile": "${profile}"`,
  ].join("\n");
}

/** What it means to cancel a profile, before it is done. */
export function intentionText({ profile, usedBy }: ProfileReport): string {
  const users =
    usedBy === null
      ? "Who uses it is not known: there is no such stack, or it may not be read."
      : usedBy.length === 0
        ? "Neither the stack nor a product's settings name it; a manifest may."
        : `It is used by ${usedBy.join(", ")}: their releases fail until they name another one.`;
  return [
    `Cancelling the signing profile ${profile}: it signs nothing more, and its name cannot be used again.`,
    "Devices go on to accept what it has signed.",
    users,
  ].join("\n");
}
