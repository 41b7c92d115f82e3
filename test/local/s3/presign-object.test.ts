import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount as account } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { createAccessKeys } from "../../../local/http/access-keys.ts";
import { startFront } from "../../../local/http/front.ts";
import { objectPresigner } from "../../../local/s3/presign-object.ts";
import { startS3 } from "./start-s3.ts";

const roleArn = "arn:aws:iam::123456789012:role/ota";

/** S3 with `<key>` in two versions, behind a front that goes by a virtual clock of nearly the computer's time. */
async function presigned({ key = "app.bin", expiresInSec = 60 } = {}) {
  const { service, bucket, put } = await startS3({ versioning: "Enabled" });
  const clock = new VirtualClock(Math.ceil(Date.now() / 1000) * 1000 + 60_000);
  const keys = createAccessKeys(account);
  const issued: string[] = [];
  const issue: typeof keys.issue = (...session) => {
    issued.push(String(session[0]));
    return keys.issue(...session);
  };
  const front = await startFront({ services: [service], keys, accountId: account.id, clock, port: 0 });
  onTestFinished(() => front.stop());
  const presign = objectPresigner({ account, clock, keys: { issue }, endpoint: () => front.endpoint });
  const { VersionId: versionId } = await put(key, "old image");
  await put(key, "new image");
  const object = { bucket, key, roleArn, expiresInSec };
  return {
    clock,
    issued,
    newest: () => presign({ ...object, versionId: undefined }),
    old: presign({ ...object, versionId }),
  };
}

describe("a URL that local AWS presigns for devices", () => {
  it.each(["app.bin", "signed/a b/é+&=?#.bin", "a//b.bin"])("gives the version it names of %s", async (key) => {
    const { old, newest } = await presigned({ key });
    expect(old).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/firmware\//);
    expect(await (await fetch(old)).text()).toBe("old image");
    expect(await (await fetch(newest())).text()).toBe("new image");
  });

  it("gives ranges, with headers a device has room for", async () => {
    const { old } = await presigned();
    const answer = await fetch(old, { headers: { range: "bytes=4-8" } });
    expect([answer.status, await answer.text()]).toEqual([206, "image"]);
    expect(JSON.stringify(Object.fromEntries(answer.headers)).length).toBeLessThan(1024);
    expect(old.length).toBeLessThan(2048);
  });

  it("is refused with 403 once it has expired by local AWS's clock, though the computer's says otherwise", async () => {
    const { clock, old, newest } = await presigned({ expiresInSec: 60 });
    await clock.advance(60_000);
    expect((await fetch(old)).status).toBe(200);
    await clock.advance(1_000);
    const late = await fetch(old);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("<Code>AccessDenied</Code>")]);
    expect((await fetch(newest())).status).toBe(200);
  });

  it("opens one session of the role, however many there are", async () => {
    const { issued, newest } = await presigned();
    newest();
    newest();
    expect(issued).toEqual([roleArn]);
  });
});
