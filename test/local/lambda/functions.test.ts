import { fileURLToPath } from "node:url";
import { GetFunctionCommand, GetFunctionConfigurationCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { deployFunctions } from "../../support/lambda-functions.ts";

const echo = "export const handler = async (event: unknown) => event;";

describe("the functions there are", () => {
  it("are listed by name, a page at a time", async () => {
    const { client } = await deployFunctions({ b: echo, a: echo, c: echo });
    const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }));
    const second = await client.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    expect(first.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["a", "b"]);
    expect(second.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["c"]);
    expect(second.NextMarker).toBeUndefined();
  });

  it("are described as they were deployed", async () => {
    const { client } = await deployFunctions(
      { echo },
      {
        Timeout: "50",
        MemorySize: "512",
        Environment: { Variables: { A: "b" } },
        Tags: [{ Key: "stage", Value: "test" }],
      },
    );
    const { Configuration, Tags } = await client.send(new GetFunctionCommand({ FunctionName: "echo" }));
    const configuration = await client.send(new GetFunctionConfigurationCommand({ FunctionName: "echo" }));
    expect(configuration).toMatchObject({
      FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:echo",
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: 50,
      MemorySize: 512,
      Environment: { Variables: { A: "b" } },
      LastModified: "2026-01-01T00:00:00.000+0000",
      State: "Active",
    });
    expect(configuration.CodeSha256).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(configuration).toMatchObject(Configuration ?? {});
    expect(Tags).toEqual({ stage: "test" });
  });

  it("may have their handler in a folder of the sources", async () => {
    const { deploy, lambda } = await deployFunctions({});
    const CodeUri = fileURLToPath(new URL("fixtures/nested", import.meta.url));
    await deploy("greet", echo, { Handler: "src/greet.handler", Code: { CodeUri, BuildProperties: {} } });
    expect(await lambda.invoke("greet", "world")).toEqual({ ok: true, value: "hello world" });
  });

  it.each([
    ["another runtime", { Runtime: "python3.13" }, "Runtime nodejs24.x, not python3.13"],
    ["a time limit of more than 15 minutes", { Timeout: 901 }, "Timeout is a whole number from 1 to 900, not 901"],
    ["two architectures", { Architectures: ["x86_64", "arm64"] }, "Architectures is [x86_64] or [arm64]"],
    ["less memory than a function gets", { MemorySize: 64 }, "MemorySize is a whole number from 128 to 10240, not 64"],
    [
      "a variable that is Lambda's",
      { Environment: { Variables: { AWS_REGION: "x" } } },
      "Reserved keys used in this request: AWS_REGION",
    ],
    ["a second of the same name", { FunctionName: "echo" }, "Function already exist: echo"],
  ])("cannot be made with %s", async (_, properties, message) => {
    const { deploy } = await deployFunctions({ echo });
    await expect(deploy("other", echo, properties)).rejects.toThrow(message);
  });
});
