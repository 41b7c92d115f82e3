import { fileURLToPath } from "node:url";
import { IoT } from "@aws-sdk/client-iot";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../../local/faults/rule.ts";
import type { LocalAws } from "../../../local/local-aws.ts";
import { startLocalAws } from "../../../local/start.ts";
import { clientConfig } from "../../support/local-service.ts";

let aws: LocalAws;
let iot: IoT;
let lambda: Lambda;

beforeAll(async () => {
  aws = await startLocalAws({ templateFile: fileURLToPath(new URL("fixtures/template.yaml", import.meta.url)) });
  iot = new IoT(clientConfig(aws.endpoint));
  lambda = new Lambda(clientConfig(aws.endpoint));
});
afterAll(() => aws.stop());

/** Has the function make a thing, and tells what came of it. */
async function make(thingName: string) {
  const { Functions = [] } = await lambda.listFunctions({});
  const Payload = JSON.stringify(thingName);
  const { Payload: answer } = await lambda.invoke({ FunctionName: Functions[0]?.FunctionName, Payload });
  const { things = [] } = await iot.listThings({});
  return {
    answer: JSON.parse(answer?.transformToString() ?? ""),
    isMade: things.some((thing) => thing.thingName === thingName),
  };
}

const rule = (fault: Fault) => ({ service: "iot", operation: "CreateThing", caller: "MakeThing", fault });

describe("a Lambda function whose call is struck", () => {
  it.each<[Fault, string, boolean]>([
    ["kill-before", "is killed with nothing done", false],
    ["kill-after", "is killed with all done", true],
  ])("by %s %s", async (fault, _, isMade) => {
    aws.faults.add(rule(fault));
    const killed = { errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("signal: killed") };
    expect(await make(`${fault}-1`)).toEqual({ answer: killed, isMade });
    expect(await make(`${fault}-2`)).toEqual({ answer: "made", isMade: true });
    expect(aws.faults.list().at(-1)).toMatchObject({ counted: 2, struck: 1 });
  });

  it("is not killed for others, who cannot be", async () => {
    const id = aws.faults.add({ service: "iot", operation: "CreateThing", fault: "kill-before" });
    await iot.createThing({ thingName: "by-hand" });
    expect(aws.faults.list().find((fault) => fault.id === id)).toMatchObject({ counted: 0, struck: 0 });
  });
});
