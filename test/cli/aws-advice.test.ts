import { describe, expect, it, onTestFinished, vi } from "vitest";
import { awsAdvice } from "../../cli/aws-advice.ts";
import { pointToLocalAws } from "../../cli/pipeline/local-aws.ts";
import { ota } from "../support/ota.ts";

function failure(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

describe("what AWS's failures say", () => {
  it.each([
    [failure("CredentialsProviderError", "Could not load credentials"), "There are no AWS credentials"],
    [failure("Error", "Region is missing"), "No AWS region is set. Set AWS_REGION"],
    [failure("ExpiredTokenException", "The security token is expired"), "The AWS credentials have expired"],
    [
      failure("InvalidClientTokenId", "The token is invalid"),
      "AWS does not accept the credentials (InvalidClientTokenId",
    ],
    [failure("AccessDenied", "not authorized to perform: s3:ListBucket"), "AWS does not allow it (not authorized to"],
    [failure("UnknownError", "UnknownError", { $metadata: { httpStatusCode: 403 } }), "AWS does not allow it"],
    [failure("Error", "getaddrinfo ENOTFOUND", { code: "ENOTFOUND" }), "AWS cannot be reached (getaddrinfo ENOTFOUND)"],
    [failure("TimeoutError", "no answer"), "AWS cannot be reached (no answer)"],
    [failure("ThrottlingException", "Rate exceeded", { $fault: "client" }), "AWS: ThrottlingException: Rate exceeded"],
  ])("%s comes with the way out", (error, words) => {
    vi.stubEnv("AWS_ENDPOINT_URL", "");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(awsAdvice(error)).toContain(words);
  });

  it("is nothing for an error of ours", () => {
    expect(awsAdvice(new Error("There is no file"))).toBeUndefined();
  });
});

describe("--local", () => {
  it("leads every client to local AWS, whatever else the shell says", () => {
    const environment = {
      HOME: "/root",
      AWS_PROFILE: "prod",
      AWS_SESSION_TOKEN: "t",
      AWS_ENDPOINT_URL_S3: "https://s3",
    };
    pointToLocalAws(environment);
    expect(environment).toEqual({
      HOME: "/root",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });

  it("goes where AWS_ENDPOINT_URL says, to a host whose buckets have no host names of their own", () => {
    const environment: NodeJS.ProcessEnv = { AWS_ENDPOINT_URL: "http://localhost:4577" };
    pointToLocalAws(environment);
    expect(environment["AWS_ENDPOINT_URL"]).toBe("http://127.0.0.1:4577");
    expect(() => pointToLocalAws({ AWS_ENDPOINT_URL: "localhost" })).toThrow("AWS_ENDPOINT_URL is no URL: localhost");
  });

  it("says how to start local AWS where none answers", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { exitCode, stdout, stderr } = await ota("list", "--local");
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^ota: No AWS answers at http:\/\/127\.0\.0\.1:9 \(.*\)\. Start local AWS with `ota local`/);
  });
});
