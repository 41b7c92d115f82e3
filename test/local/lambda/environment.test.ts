import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { deployFunctions } from "../../support/lambda-functions.ts";

const tellEnvironment = `
  import { homedir } from "node:os";
  export const handler = async () => ({ variables: process.env, argv: process.argv, cwd: process.cwd(), home: homedir() });
`;

describe("a function's environment", () => {
  it("is what Lambda sets and what the template adds, and nothing of ours", async () => {
    process.env["OF_THE_PARENT"] = "private";
    const { lambda } = await deployFunctions(
      { tell: tellEnvironment },
      {
        MemorySize: 256,
        Environment: { Variables: { STATE_MACHINE_ARN: "arn:x", TZ: "Europe/Berlin" } },
        LoggingConfig: { LogGroup: "functions", LogFormat: "JSON" },
      },
    );
    const result = (await lambda.invoke("tell", {})) as {
      value: { variables: object; argv: string[]; cwd: string; home: string };
    };
    const { variables, argv, cwd, home } = result.value;
    expect(variables).toEqual({
      _HANDLER: "index.handler",
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
      AWS_ACCESS_KEY_ID: "key 1 of arn:aws:iam::123456789012:role/of-the-function",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_FUNCTION_NAME: "tell",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_FORMAT: "JSON",
      AWS_LAMBDA_LOG_GROUP_NAME: "functions",
      AWS_LAMBDA_LOG_LEVEL: "INFO",
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\]/),
      AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      AWS_REGION: "us-east-1",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "session of tell",
      HOME: cwd,
      LAMBDA_TASK_ROOT: cwd,
      LANG: "en_US.UTF-8",
      PATH: "/usr/local/bin:/usr/bin:/bin",
      STATE_MACHINE_ARN: "arn:x",
      TZ: "Europe/Berlin",
    });
    expect(home).toBe(cwd);
    expect(argv).toEqual([process.execPath, expect.stringMatching(/\/runtime\/bootstrap\.mjs$/)]);
  });

  it("is a process that need not compile what one before it has compiled", async () => {
    const { lambda } = await deployFunctions({
      compile: `
        import module from "node:module";
        export const handler = async () => module.getCompileCacheDir?.();
      `,
    });
    const { value: directory } = (await lambda.invoke("compile", {})) as { value: string };
    await expect.poll(() => readdir(directory)).not.toEqual([]);
  });

  it("has a heap as large as the function's memory", async () => {
    const { lambda } = await deployFunctions(
      {
        heap: `
          import { getHeapStatistics } from "node:v8";
          export const handler = async () => getHeapStatistics().heap_size_limit / 1024 / 1024;
        `,
      },
      { MemorySize: 512 },
    );
    const { value } = (await lambda.invoke("heap", {})) as { value: number };
    expect(value).toBeGreaterThanOrEqual(512);
    expect(value).toBeLessThan(800); // the young generation comes on top;
  });

  it("sends an SDK client to local AWS, S3 by path as it has no bucket names in its address", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(
        `${request.method} ${request.url} ${/Credential=([^/]*)/.exec(request.headers.authorization ?? "")?.[1]}`,
      );
      response.end("the image");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const { lambda } = await deployFunctions(
      {
        read: `
          import { GetObjectCommand, S3Client } from "${root}node_modules/@aws-sdk/client-s3";
          const s3 = new S3Client();
          export const handler = async () => {
            const { Body } = await s3.send(new GetObjectCommand({ Bucket: "images", Key: "firmware/a b" }));
            return Body?.transformToString();
          };
        `,
      },
      { Timeout: 20 },
      { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    );
    expect(await lambda.invoke("read", {})).toEqual({ ok: true, value: "the image" });
    expect(asked).toEqual([
      "GET /images/firmware/a%20b?x-id=GetObject key 1 of arn:aws:iam::123456789012:role/of-the-function".replace(
        "/of-the-function",
        "",
      ),
    ]);
  });
});
