import { describe, expect, it } from "vitest";
import { judge, needless, readWaivers, type Template } from "../../scanners/waivers.ts";
import { template } from "../support/template.ts";

const noReplica = { Types: ["AWS::S3::Bucket"], Rules: ["S3-1", "S3-2"], Reason: "Images are built again." };
const plain = { Rules: ["SNS-1"], Reason: "Notices hold no secret." };

function aTemplate(ofTemplate: unknown = [noReplica], ofTopic: unknown = [plain]): Template {
  return {
    Metadata: { Waivers: ofTemplate },
    Resources: {
      Images: { Type: "AWS::S3::Bucket" },
      Records: { Type: "AWS::S3::Bucket" },
      Notices: { Type: "AWS::SNS::Topic", Metadata: { Waivers: ofTopic } },
      Others: { Type: "AWS::SNS::Topic" },
    },
  };
}

const finding = (rule: string, resource: string) => ({ rule, resource, message: "It is so." });

describe("a waiver", () => {
  it("of the template covers all resources of its types, by its rules alone", () => {
    const findings = [finding("S3-1", "Images"), finding("S3-2", "Records"), finding("S3-3", "Images")];
    expect(judge(findings, readWaivers(aTemplate()))).toEqual({
      waived: findings.slice(0, 2),
      unwaived: [findings[2]],
    });
  });

  it("of a resource covers that one alone", () => {
    const findings = [finding("SNS-1", "Notices"), finding("SNS-1", "Others"), finding("SNS-1", "")];
    expect(judge(findings, readWaivers(aTemplate()))).toEqual({
      waived: findings.slice(0, 1),
      unwaived: findings.slice(1),
    });
  });

  it("is needless rule by rule, once nothing is found any more", () => {
    expect(needless(readWaivers(aTemplate()), [finding("S3-1", "Images"), finding("SNS-1", "Others")])).toEqual([
      "AWS::S3::Bucket: no scanner finds S3-2 any more",
      "Notices: no scanner finds SNS-1 any more",
    ]);
  });

  it.each([
    ["no reason", [{ ...noReplica, Reason: " " }], "A waiver of AWS::S3::Bucket has no Reason"],
    ["no rules", [{ ...noReplica, Rules: [] }], "Rules of a waiver of AWS::S3::Bucket are no list of texts"],
    ["no types", [plain], "Types of a waiver of the template are no list of texts"],
    ["no list around it", noReplica, "Waivers of the template are no list"],
  ])("is refused with %s", (_, ofTemplate, message) => {
    expect(() => readWaivers(aTemplate(ofTemplate))).toThrow(message);
  });

  it("is one of fifteen at most", () => {
    expect(readWaivers(aTemplate(Array(14).fill(noReplica)))).toHaveLength(15);
    expect(() => readWaivers(aTemplate(Array(15).fill(noReplica)))).toThrow("16 waivers; at most 15 are allowed");
  });

  it("of template.yaml says in a sentence why", () => {
    for (const { about, reason } of readWaivers(template as Template)) expect(reason, about).toMatch(/^[A-Z].{30,}\.$/);
  });
});
