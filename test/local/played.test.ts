import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { modelOf } from "../../local/http/model.ts";
import { isWhole, type PlayedOperation } from "../../local/played.ts";
import { statements } from "../../scripts/local-aws/statements.ts";
import { sdkClients } from "../support/sdk-clients.ts";

const folders: Readonly<Record<string, string>> = {
  acm: "acm",
  cloudformation: "cloudformation",
  events: "eventbridge",
  iam: "iam",
  iot: "iot",
  "iot-jobs-data": "iot",
  lambda: "lambda",
  s3: "s3",
  signer: "signer",
  sns: "sns",
  sqs: "sqs",
  states: "stepfunctions",
  sts: "sts",
};

/** All that a service's code says, but for its statement. */
function codeOf(signingName: string): string {
  const files = globSync(`local/${folders[signingName]}/**/*.ts`, { cwd: new URL("../..", import.meta.url) });
  const code = files.filter((file) => !/\/(played|guesses|sources)\.ts$/.test(file));
  return code.map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")).join("\n");
}

const withSdk = statements.flatMap((statement) => {
  const { signingName } = statement;
  const sdk = sdkClients.find((one) => one.signingName === signingName)?.sdk;
  return sdk && signingName ? [{ ...statement, signingName, model: modelOf(sdk) }] : [];
});

describe.each(withSdk)("what is stated of $signingName", ({ signingName, operations, model }) => {
  it("names members that its operations have", () => {
    const unknown = Object.entries(operations).flatMap(([name, { refuses = [], ignores = [] }]) => {
      const members = Object.keys(model.operations.get(name)?.input.getMemberSchemas() ?? {});
      return [...refuses, ...ignores]
        .filter((member) => !members.includes(member))
        .map((member) => `${name}.${member}`);
    });
    expect(unknown).toEqual([]);
  });

  it("is not silent about a member that its code never speaks of", () => {
    const code = codeOf(signingName);
    const speaksOf = (text: string) => new RegExp(`\\b${text}\\b`).test(code);
    const forgotten = Object.entries(operations).flatMap(([name, { refuses = [], ignores = [] }]) => {
      const input = model.operations.get(name)?.input;
      const members = input && !input.isUnitSchema() ? Object.entries(input.getMemberSchemas()) : [];
      return members
        .filter(([member]) => ![...refuses, ...ignores].includes(member))
        .filter(([member, schema]) => !speaksOf(member) && !isReadAsHeader(schema.getMergedTraits().httpHeader, code))
        .map(([member]) => `${name}.${member}`);
    });
    expect(forgotten).toEqual([]);
  });
});

/** S3 reads what concerns every operation from the headers; it has some of them by how they begin. */
function isReadAsHeader(header: string | undefined, code: string): boolean {
  if (header === undefined) return false;
  const texts = [...code.matchAll(/["`](x-amz-[\w-]*|content-\w+)/gi)].map(([, text = ""]) => text.toLowerCase());
  return texts.some(
    (text) =>
      header.toLowerCase() === text ||
      (text.endsWith("-") && text !== "x-amz-" && header.toLowerCase().startsWith(text)),
  );
}

describe("statements", () => {
  const guesses = statements.flatMap((statement) => statement.guesses.map((guess) => ({ ...guess, statement })));

  it("say of each operation whether it is played whole, or what it lacks", () => {
    const whole: PlayedOperation = { from: ["model"] };
    expect(
      [whole, { ...whole, lacks: "much" }, { ...whole, refuses: ["a"] }, { ...whole, ignores: ["b"] }].map(isWhole),
    ).toEqual([true, false, false, false]);
  });

  it("say of each operation from where it is known how it answers", () => {
    const unknown = statements.flatMap(({ service, operations, sources }) =>
      Object.entries(operations)
        .filter(([, { from }]) => from.length === 0 || !from.every((name) => Object.hasOwn(sources, name)))
        .map(([name]) => `${service}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("have a name for each guess that no other has", () => {
    const ids = guesses.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it("have guesses about operations that are played", () => {
    const lost = guesses.filter(
      ({ about, statement }) => !about.every((name) => Object.hasOwn(statement.operations, name)),
    );
    expect(lost.map(({ id }) => id)).toEqual([]);
  });
});
