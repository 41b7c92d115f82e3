import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { lateness } from "../../../local/http/lateness.ts";
import type { Signature } from "../../../local/http/sigv4.ts";

const noon = Date.UTC(2020, 0, 1, 12); // by local AWS's clock; the computer's is years away
const clock = new VirtualClock(noon);

function signed(service: string, date: string, expiresInSeconds?: number): Signature {
  const about = { accessKeyId: "test", day: date.slice(0, 8), region: "us-east-1", service, date };
  return { ...about, signedHeaders: ["host"], value: "", expiresInSeconds, sessionToken: undefined };
}

const tooSkewed = {
  name: "RequestTimeTooSkewed",
  message: "The difference between the request time and the current time is too large.",
  status: 403,
};

describe("a signature", () => {
  it.each(["20200101T114500Z", "20200101T120000Z", "20200101T121500Z"])("of %s is in time at noon", (date) => {
    for (const service of ["s3", "iot"]) expect(lateness(signed(service, date), clock)).toBeUndefined();
  });

  it.each(["20200101T114459Z", "20200101T121501Z"])("of %s is too far from noon for S3", (date) => {
    const fields = { RequestTime: date, ServerTime: "2020-01-01T12:00:00Z", MaxAllowedSkewMilliseconds: 900_000 };
    expect(lateness(signed("s3", date), clock)).toEqual({ ...tooSkewed, fields });
  });

  it.each([
    [
      "20200101T114459Z",
      "Signature expired: 20200101T114459Z is now earlier than 20200101T114500Z (20200101T120000Z - 15 min.)",
    ],
    [
      "20200101T121501Z",
      "Signature not yet current: 20200101T121501Z is still later than 20200101T121500Z (20200101T120000Z + 15 min.)",
    ],
  ])("of %s is too far from noon for the others", (date, message) => {
    const refusal = { name: "InvalidSignatureException", message, status: 403 };
    expect(lateness(signed("iot", date), clock)).toEqual(refusal);
  });

  it("of a URL that is good for an hour may be an hour old", () => {
    const url = signed("s3", "20200101T110000Z", 3_600);
    expect(lateness(url, clock)).toBeUndefined();
    expect(lateness(signed("s3", "20200101T105959Z", 3_600), clock)).toMatchObject({
      message: "Request has expired",
      fields: { "X-Amz-Expires": 3_600, Expires: "2020-01-01T11:59:59Z", ServerTime: "2020-01-01T12:00:00Z" },
    });
    expect(lateness(signed("sts", "20200101T105959Z", 3_600), clock)).toMatchObject({
      message: "Signature expired: 20200101T105959Z is now earlier than 20200101T110000Z (20200101T120000Z - 60 min.)",
    });
  });
});
