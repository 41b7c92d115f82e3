import type { Clock } from "../clock.ts";
import type { AwsRefusal } from "./service.ts";
import { type Signature, signedAt } from "./sigv4.ts";

const longestSkew = 15 * 60_000;

/** Why a request comes too late, or too early, for its signature; nothing when it is in time. */
export function lateness(signature: Signature, clock: Clock | undefined): AwsRefusal | undefined {
  const { expiresInSeconds } = signature;
  const latest = expiresInSeconds === undefined ? longestSkew : expiresInSeconds * 1000;
  const signed = signedAt(signature);
  const times = timesOf(signature, clock);
  if (times.some((now) => now - signed >= -longestSkew && now - signed <= latest)) return undefined;
  const now = times.reduce((one, other) => (Math.abs(other - signed) < Math.abs(one - signed) ? other : one));
  if (signature.service !== "s3") return outOfTime(signature, now, latest);
  return expiresInSeconds === undefined ? skewed(signature, now) : expired(signature, now, signed + latest);
}

/** Of local AWS and of the computer. Presigned URLs of a role's session are local AWS's own: they expire by its clock, also when that leaps. */
function timesOf({ expiresInSeconds, sessionToken }: Signature, clock: Clock | undefined): number[] {
  const isOurs = expiresInSeconds !== undefined && sessionToken !== undefined;
  // biome-ignore lint/plugin: by which all other clients sign
  const computersTime = Date.now();
  return clock ? [clock.now(), ...(isOurs ? [] : [computersTime])] : [computersTime];
}

function skewed({ date }: Signature, now: number): AwsRefusal {
  return {
    name: "RequestTimeTooSkewed",
    message: "The difference between the request time and the current time is too large.",
    status: 403,
    fields: { RequestTime: date, ServerTime: extended(now), MaxAllowedSkewMilliseconds: longestSkew },
  };
}

function expired({ expiresInSeconds }: Signature, now: number, end: number): AwsRefusal {
  if (now <= end) return { name: "AccessDenied", message: "Request is not valid yet", status: 403 };
  const fields = { "X-Amz-Expires": expiresInSeconds, Expires: extended(end), ServerTime: extended(now) };
  return { name: "AccessDenied", message: "Request has expired", status: 403, fields };
}

function outOfTime(signature: Signature, now: number, latest: number): AwsRefusal {
  const { date } = signature;
  const isEarly = signedAt(signature) > now;
  const limit = isEarly ? longestSkew : latest;
  const apart = `${basic(now)} ${isEarly ? "+" : "-"} ${limit / 60_000} min.`;
  const message = isEarly
    ? `Signature not yet current: ${date} is still later than ${basic(now + limit)} (${apart})`
    : `Signature expired: ${date} is now earlier than ${basic(now - limit)} (${apart})`;
  return { name: "InvalidSignatureException", message, status: 403 };
}

/** `2026-01-01T12:00:00Z`. */
function extended(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** `20260101T120000Z`, as signatures write it. */
function basic(time: number): string {
  return extended(time).replace(/[-:]/g, "");
}
