import type { Target } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { checkInput, parsedInput, targetText } from "../../../local/eventbridge/target-input.ts";

const event = {
  version: "0",
  id: "7bf73129",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  account: "123456789012",
  time: "2015-11-11T21:29:54Z",
  region: "us-east-1",
  resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-1"],
  detail: { "instance-id": "i-1", state: 'say "RUNNING"', size: 3, tags: [{ key: "a" }, { key: "b" }] },
} as const;
const context = { ruleName: "watch", ruleArn: "arn:rule/watch", ingested: Date.UTC(2026, 0, 1) };
const target = { Id: "1", Arn: "arn:target" };

const paths = {
  instance: "$.detail.instance-id",
  state: "$.detail.state",
  size: "$.detail.size",
  resource: "$.resources[0]",
  keys: "$.detail.tags[*].key",
  detail: "$.detail",
  nothing: "$.detail.nothing",
};
const inputOf = (of: Target) => parsedInput(targetText(of, event, context));
const templated = (template: string) => ({
  ...target,
  InputTransformer: { InputPathsMap: paths, InputTemplate: template },
});

describe("what a target gets", () => {
  it("is the event", () => {
    expect(inputOf(target)).toEqual(event);
  });

  it("is its own input instead", () => {
    expect(inputOf({ ...target, Input: '{"a":[1]}' })).toEqual({ a: [1] });
  });

  it.each([
    ["$", event],
    ["$.detail.size", 3],
    ["$.detail.tags[1]", { key: "b" }],
    ["$.detail.tags[*].key", ["a", "b"]],
    ["$.detail.nothing.there", null],
  ])("is the part of the event at %s", (path, part) => {
    expect(inputOf({ ...target, InputPath: path })).toEqual(part);
  });

  it.each([
    ["a text", '"instance <instance> is <size>"', "instance i-1 is 3"],
    ["an object", '{"id": <instance>, "size": <size>}', { id: "i-1", size: 3 }],
    ["variables within quotes", '{"id": "<instance>/<size>"}', { id: "i-1/3" }],
    [
      "a text with quotes in it",
      '{"state": <state>, "says": "it does <state>"}',
      { state: 'say "RUNNING"', says: 'it does say "RUNNING"' },
    ],
    ["a whole object", '{"detail": <detail>, "keys": <keys>}', { detail: event.detail, keys: ["a", "b"] }],
    ["a list within quotes", '{"keys": "<keys>"}', { keys: "[a,b]" }],
    ["what is not there", '{"nothing": <nothing>, "none": "<nothing>"}', { nothing: "", none: "" }],
    ["the rule", '["<aws.events.rule-name>", <aws.events.rule-arn>]', ["watch", "arn:rule/watch"]],
    ["the time of arrival", "<aws.events.event.ingestion-time>", "2026-01-01T00:00:00Z"],
    ["the event", '{"event": <aws.events.event.json>}', { event }],
    ["the event without its detail", "<aws.events.event>", { ...event, detail: undefined }],
    ["lines that are no JSON", "instance <resource>\nis there", `instance "${event.resources[0]}"\nis there`],
  ])("is what a template makes of %s", (_, template, input) => {
    expect(inputOf(templated(template))).toEqual(input);
  });

  it("keeps the quotes of a text for whoever takes texts", () => {
    expect(targetText(templated('"instance <instance>"'), event, context)).toBe('"instance i-1"');
    expect(targetText(templated('"one <size>"\n"two"'), event, context)).toBe('"one 3"\n"two"');
  });

  it.each([
    ["two inputs", { Input: "{}", InputPath: "$" }, "Only one of Input, InputPath, or InputTransformer"],
    ["an input that is not JSON", { Input: "{" }, "Invalid input for target 1"],
    ["a path that is none", { InputPath: "detail.id" }, "Invalid JSON path: detail.id"],
    ["a path with a filter", { InputPath: "$.detail[?(@.a)]" }, "Invalid JSON path"],
    [
      "a variable without a path",
      { InputTransformer: { InputTemplate: "<what>" } },
      "placeholder <what> without a value",
    ],
  ])("cannot be %s", (_, input, message) => {
    expect(() => checkInput({ ...target, ...input })).toThrow(message);
  });
});
