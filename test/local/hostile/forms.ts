import type { SeededRandom } from "../../support/seeded-random.ts";
import { type HostileKind, signedCase } from "./case.ts";
import { hostileText } from "./texts.ts";

const deep = 20_000;

const templates = [
  "\u0000",
  "[".repeat(deep),
  `a: ${"{a: ".repeat(5_000)}`,
  "a: &a [*a]",
  `a: &a [x]\nb: [${"*a,".repeat(2_000)}]`,
  "!!js/function 'x'",
  "!Sub '$",
  "Resources: {A: {Type: AWS::S3::Bucket, DependsOn: A}}",
  "Resources: {A: {Type: 'AWS::__proto__'}}",
  "Resources: {A: &a {Type: AWS::S3::Bucket, Properties: {Tags: *a}}}",
  "Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref A}}}",
  "Parameters: {A: {Type: String, AllowedPattern: '(', Default: x}}\nResources: {A: {Type: AWS::SQS::Queue}}",
  '{"Resources":{"__proto__":{"Type":"a"},"A":{"Type":"AWS::SQS::Queue","DependsOn":"__proto__"}}}',
] as const;

type Form = (random: SeededRandom) => string;

const forms: readonly [Form, ...Form[]] = [
  () => "",
  () => "Action",
  () => "Action=&Version=",
  (random) => `Action=${random.pick(["__proto__", "constructor", "toString", "%00", "%ff", "%", "CreateTopic%0a"])}`,
  () => `Action=CreateTopic&${"a.".repeat(deep)}b=1`,
  () => `Action=CreateTopic&Tags.${"member.1.".repeat(deep)}Key=1`,
  () => "Action=CreateTopic&Name=a&Tags.member.99999999999999999999.Key=a&Tags.member.-1.Key=b&Tags.member.1e3.Key=c",
  () =>
    "Action=CreateTopic&Name=a&__proto__.polluted=1&constructor.prototype.polluted=1&Attributes.entry.1.key=__proto__&Attributes.entry.1.value=x",
  (random) => {
    const action = random.pick(["CreateStack", "ValidateTemplate", "CreateChangeSet"]);
    return `Action=${action}&StackName=a&TemplateBody=${encodeURIComponent(random.pick(templates))}`;
  },
  (random) =>
    `Action=Publish&TopicArn=${encodeURIComponent(hostileText(random).toWellFormed())}&Message=${"%F0%9F%99%82".repeat(random.pick([1, 30_000]))}`,
  (random) => `${"a=1&".repeat(random.pick([10, 20_000]))}Action=ListTopics`,
  (random) => random.bytes(200).toString("latin1"),
];

/** Forms for services that speak AWS-query. */
export const form: HostileKind = (random, target) => {
  const body = Buffer.from(random.pick(forms)(random));
  const type = random.chance(0.8) ? "application/x-www-form-urlencoded" : "multipart/form-data; boundary=x";
  const isGet = random.chance(0.2) && body.length < 8_000;
  const query = isGet ? body.toString("latin1").replace(/[^!-~]/g, "") : "";
  const request = {
    method: isGet ? "GET" : "POST",
    path: random.pick(["/", "//", "/a"]),
    query,
    headers: { "content-type": type },
    body,
  };
  return signedCase(request, random.pick(["sns", "sts", "iam", "cloudformation"]), target);
};
