import { readdirSync } from "node:fs";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, describe, expect, it } from "vitest";
import localEnvironment from "../events/local.env.json" with { type: "json" };
import { fillEvent } from "../scripts/fill-event.ts";
import { eventCases } from "./sam-local/event-cases.ts";
import { startPipeline } from "./support/local-aws.ts";
import { event } from "./support/releases.ts";
import { functionResources } from "./support/template.ts";

const pipeline = await startPipeline({ until: afterAll, devices: 1 });
const { s3 } = pipeline;
const deployed = {
  s3,
  outputs: pipeline.aws.outputs,
  presignAnswer: (Bucket: string, Key: string) => getSignedUrl(s3, new PutObjectCommand({ Bucket, Key })),
};

describe("events/", () => {
  it.each(eventCases)("$of by $by", { timeout: 60_000 }, async ({ of, by, answers, throws, asItIs }) => {
    const input = asItIs ? event<object>(by) : await fillEvent(event(by), deployed);
    const invoked = pipeline.invoke(of, input);
    if (throws) return expect(invoked).rejects.toMatchObject({ name: throws });
    if (answers === null) return expect(await invoked).toBeNull();
    return expect(await invoked).toMatchObject(answers ?? expect.fail("neither an answer nor an error"));
  });

  it("has nothing else", () => {
    const files = readdirSync(new URL("../events/", import.meta.url)).map((file) => file.replace(/\.json$/, ""));
    expect(eventCases.map(({ by }) => by).sort()).toEqual(files.filter((file) => file !== "local.env").sort());
  });

  it.each(functionResources.map(([id]) => id))("has one that succeeds and one that fails for %s", (id) => {
    const own = eventCases.filter(({ of }) => of === id);
    expect(own.some(({ answers }) => answers !== undefined)).toBe(true);
    expect(own.some(({ throws }) => throws !== undefined)).toBe(true);
  });
});

describe("events/local.env.json", () => {
  it("says of each setting what the functions have in local AWS", async () => {
    const { Functions = [] } = await pipeline.lambda.listFunctions({});
    const deployedSettings = Object.assign({}, ...Functions.map(({ Environment }) => Environment?.Variables));
    const { AWS_ENDPOINT_URL: endpoint, ...settings } = localEnvironment.Parameters;
    expect(endpoint).toBe("http://host.docker.internal:4566");
    expect({ ...deployedSettings, ...settings }).toEqual(deployedSettings);
  });
});
