import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { createThing, faultBench } from "../../support/fault-bench.ts";

/** Asks local AWS as a program without AWS credentials does; headers are sent as they are given, `Host` too. */
function ask(
  endpoint: string,
  { method = "GET", path = "/_local/faults", headers = {}, body = "" }: Partial<Question> = {},
): Promise<{ status: number; answer: unknown }> {
  return new Promise((resolve, reject) => {
    request(`${endpoint}${path}`, { method, headers }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, answer: JSON.parse(text) });
    })
      .on("error", reject)
      .end(body);
  });
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

describe("/_local/faults", () => {
  it("makes a rule, tells how often it has struck, and takes it away", async () => {
    const { iot, front } = await faultBench();
    const rule = createThing("throttle");
    const added = await ask(front.endpoint, { method: "POST", body: JSON.stringify(rule) });
    expect(added).toEqual({ status: 201, answer: { id: "1" } });
    await expect(iot.createThing({ thingName: "t" })).rejects.toThrow("Rate exceeded");
    const standing = [{ id: "1", ...rule, counted: 1, struck: 1 }];
    expect(await ask(front.endpoint)).toEqual({ status: 200, answer: { faults: standing } });
    expect(await ask(front.endpoint, { method: "DELETE", path: "/_local/faults/1" })).toEqual({
      status: 200,
      answer: {},
    });
    expect(await ask(front.endpoint)).toEqual({ status: 200, answer: { faults: [] } });
  });

  it("takes all of them away", async () => {
    const { faults, front } = await faultBench();
    faults.add(createThing("throttle"));
    faults.add(createThing("hang", "2"));
    await ask(front.endpoint, { method: "DELETE" });
    expect(faults.list()).toEqual([]);
  });

  it.each([
    [
      { method: "POST", body: JSON.stringify({ ...createThing("hang"), operation: "MakeThing" }) },
      400,
      "There is no operation of iot",
    ],
    [{ method: "POST", body: "{" }, 400, "The body is not JSON"],
    [{ method: "POST" }, 400, "A rule is an object"],
    [{ method: "POST", body: `"${"x".repeat(70_000)}"` }, 400, "more than 65536 bytes"],
    [{ method: "DELETE", path: "/_local/faults/7" }, 404, "There is no fault 7"],
    [{ method: "PUT" }, 405, "Faults take GET, POST, DELETE"],
    [{ path: "/_local/clock" }, 404, "Nothing at /_local/clock; there is /_local/faults"],
    [{ path: "/_local/toString" }, 404, "Nothing at /_local/toString"],
  ])("answers %j with %i", async (question, status, message) => {
    const { faults, front } = await faultBench();
    const asked = await ask(front.endpoint, question);
    expect(asked).toMatchObject({ status, answer: { message: expect.stringContaining(message) } });
    expect(faults.list()).toEqual([]);
  });

  it.each([
    ["that names its origin", { origin: "http://127.0.0.1:3000" }],
    ["that a browser sends", { "sec-fetch-site": "same-origin" }],
    ["under whose name this computer was found", { host: "attacker.example:4566" }],
  ])("refuses a web page %s", async (_, headers) => {
    const { faults, front } = await faultBench();
    const question = { method: "POST", headers, body: JSON.stringify(createThing("hang")) };
    expect(await ask(front.endpoint, question)).toMatchObject({ status: 403 });
    expect(faults.list()).toEqual([]);
  });

  it("may be asked by the name localhost, and leaves a bucket's key of the same name to S3", async () => {
    const { front, s3 } = await faultBench();
    expect(await ask(front.endpoint, { headers: { host: "localhost:4566" } })).toMatchObject({ status: 200 });
    await s3.putObject({ Bucket: "firmware", Key: "_local/faults", Body: "a key like any other" });
    const { Body } = await s3.getObject({ Bucket: "firmware", Key: "_local/faults" });
    expect(await Body?.transformToString()).toBe("a key like any other");
  });
});
