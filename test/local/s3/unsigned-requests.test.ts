import * as sdk from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { createAccessKeys } from "../../../local/http/access-keys.ts";
import { startFront } from "../../../local/http/front.ts";
import { createAccess } from "../../../local/iam/access.ts";
import { startS3 } from "./start-s3.ts";

const Bucket = "firmware";
const everybody = {
  Effect: "Allow",
  Principal: "*",
  Action: ["s3:GetObject", "s3:PutObject"],
  Resource: `arn:aws:s3:::${Bucket}/public/*`,
};

/** S3 behind IAM, with an object inside and one outside of what the policy is about, and a way to ask without a signature. */
async function startBehindIam(statement: object = everybody, block?: sdk.PublicAccessBlockConfiguration) {
  const s3 = await startS3();
  const access = createAccess({ account: defaultAccount, roles: () => [], resourcePolicy: s3.policyOf });
  const { id: accountId } = defaultAccount;
  const front = await startFront({
    services: [s3.service],
    keys: createAccessKeys(defaultAccount),
    accountId,
    access,
    port: 0,
  });
  onTestFinished(() => front.stop());
  await s3.put("public/app.bin", "app");
  await s3.put("private/app.bin", "app");
  await s3.client.send(new sdk.DeletePublicAccessBlockCommand({ Bucket }));
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statement });
  await s3.client.send(new sdk.PutBucketPolicyCommand({ Bucket, Policy }));
  if (block)
    await s3.client.send(new sdk.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));

  return async (path: string, request: RequestInit = {}) => {
    const answer = await fetch(`${front.endpoint}/${path}`, request);
    const text = await answer.text();
    const [, code, message] = /<Code>(\w+)<\/Code><Message>(.*?)</.exec(text) ?? [];
    return code === undefined ? [answer.status, text] : [answer.status, code, message];
  };
}

const denied = [403, "AccessDenied", "Access Denied"];

describe("a request without a signature", () => {
  it("reads and writes what the bucket's policy lets everybody read and write", async () => {
    const ask = await startBehindIam();
    expect(await ask("firmware/public/app.bin")).toEqual([200, "app"]);
    const form = { "content-type": "application/x-www-form-urlencoded" }; // as curl sends it
    expect(await ask("firmware/public/new.bin", { method: "PUT", body: "new", headers: form })).toEqual([200, ""]);
    expect(await ask("firmware/public/new.bin")).toEqual([200, "new"]);
  });

  it.each([
    ["an object that the policy is not about", "firmware/private/app.bin"],
    ["an object that is not there, of a bucket it may not list", "firmware/public/none.bin"],
    ["the bucket's list", "firmware"],
    ["the bucket's policy", "firmware?policy"],
    ["the account's buckets", ""],
  ])("is denied %s", async (_, path) => {
    const ask = await startBehindIam();
    expect(await ask(path)).toEqual(denied);
  });

  it("is denied all changes that the policy does not name", async () => {
    const ask = await startBehindIam();
    expect(await ask("firmware/public/app.bin", { method: "DELETE" })).toEqual(denied);
    expect(await ask("new-bucket", { method: "PUT" })).toEqual(denied);
    expect(await ask("", { method: "POST" })).toEqual(denied);
  });

  it("hears that there is no such bucket", async () => {
    const ask = await startBehindIam();
    expect(await ask("no-such-bucket/app.bin")).toEqual([404, "NoSuchBucket", "The specified bucket does not exist"]);
  });

  it("is told to sign for uploads in parts and copies, whatever the policy allows", async () => {
    const ask = await startBehindIam();
    expect(await ask("firmware/public/big.bin?uploads", { method: "POST" })).toEqual([
      403,
      "AccessDenied",
      "Anonymous users cannot initiate multipart uploads.  Please authenticate.",
    ]);
    const headers = { "x-amz-copy-source": "firmware/public/app.bin" };
    expect(await ask("firmware/public/copy.bin", { method: "PUT", headers })).toEqual([
      403,
      "AccessDenied",
      "Anonymous users cannot copy objects.  Please authenticate.",
    ]);
  });

  it("is nobody of the account", async () => {
    const ask = await startBehindIam({ ...everybody, Principal: { AWS: defaultAccount.id } });
    expect(await ask("firmware/public/app.bin")).toEqual(denied);
  });

  it("is of no account and has no ARN, where conditions ask", async () => {
    const ofAccount = { StringEquals: { "aws:PrincipalAccount": defaultAccount.id } };
    const denying = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } };
    const ofOthers = await startBehindIam({ ...everybody, Condition: ofAccount });
    expect(await ofOthers("firmware/public/app.bin")).toEqual(denied);
    const ofStrangers = await startBehindIam({ ...everybody, Condition: denying });
    expect(await ofStrangers("firmware/public/app.bin")).toEqual([200, "app"]);
  });

  it("is denied by a bucket that restricts what a public policy allows", async () => {
    const ask = await startBehindIam(everybody, { RestrictPublicBuckets: true });
    expect(await ask("firmware/public/app.bin")).toEqual(denied);
  });
});
