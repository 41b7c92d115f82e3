import { describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { presignedUrl } from "../../../local/http/presign-url.ts";
import { startStacks } from "../../support/stacks.ts";

interface Asked {
  readonly RequestType: "Create" | "Update" | "Delete";
  readonly PhysicalResourceId?: string;
  readonly ResponseURL: string;
  readonly RequestId: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

type Answer = Record<string, unknown> | undefined;

const token = "arn:aws:lambda:us-east-1:123456789012:function:profiles";
const template = (properties: string, output = "") =>
  `Resources:\n  Profile: { Type: Custom::Profile, Properties: { ServiceToken: "${token}", ${properties} } }\n${output}`;

/** CloudFormation with a function that answers so; when it answers nothing, it is silent. */
async function startCustomResources(answer: (asked: Asked) => Answer) {
  const asked: Asked[] = [];
  const stacks = await startStacks({
    invokeFunction(_, event) {
      const one = event as Asked;
      asked.push(one);
      const response = answer(one);
      if (!response) return;
      const whole = { ...idsOf(one), Status: "SUCCESS", PhysicalResourceId: "profile", ...response };
      put(one.ResponseURL, whole).catch(() => {}); // the test may be over when CloudFormation has it
    },
    presignPut: (path) =>
      presignedUrl({
        method: "PUT",
        endpoint: stacks.config.endpoint,
        path,
        query: "",
        region: defaultAccount.region,
        service: "cloudformation",
        credentials: stacks.config.credentials,
        signedAt: Date.now(),
        expiresInSec: 7200,
      }),
  });
  return { ...stacks, asked, types: () => asked.map(({ RequestType }) => RequestType) };
}

function put(url: string, body: unknown, type = ""): Promise<Response> {
  return fetch(url, { method: "PUT", body: JSON.stringify(body), headers: { "content-type": type } });
}

function idsOf({ StackId, RequestId, LogicalResourceId }: Asked) {
  return { StackId, RequestId, LogicalResourceId };
}

describe("a custom resource", () => {
  it("is made, changed and deleted by its function", async () => {
    const { create, update, stack, client, asked } = await startCustomResources(() => ({
      Data: { Arn: "arn:p", Days: 3 },
    }));
    const output =
      "Outputs: { Arn: { Value: !GetAtt Profile.Arn }, Id: { Value: !Ref Profile }, Days: { Value: !GetAtt Profile.Days } }";
    expect(await create(template("Name: p, On: true, Days: 3", output))).toBe("CREATE_COMPLETE");
    expect((await stack())?.Outputs?.map(({ OutputValue }) => OutputValue)).toEqual(["arn:p", "profile", "3"]);
    expect(asked).toEqual([
      {
        RequestType: "Create",
        ServiceToken: token,
        ResponseURL: expect.stringContaining("/custom-resource-responses/"),
        StackId: (await stack())?.StackId,
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        LogicalResourceId: "Profile",
        ResourceType: "Custom::Profile",
        ResourceProperties: { ServiceToken: token, Name: "p", On: "true", Days: "3" },
      },
    ]);
    expect(await update(template("Name: q", output))).toBe("UPDATE_COMPLETE");
    expect(asked[1]).toMatchObject({
      RequestType: "Update",
      PhysicalResourceId: "profile",
      ResourceProperties: { Name: "q" },
      OldResourceProperties: { Name: "p", On: "true" },
    });
    await client.deleteStack({ StackName: "ota" });
    await expect.poll(() => asked[2]).toMatchObject({ RequestType: "Delete", PhysicalResourceId: "profile" });
  });

  it("that gets another id by an update leaves the old one to be deleted", async () => {
    const { create, update, asked, events } = await startCustomResources(({ ResourceProperties }) => ({
      PhysicalResourceId: `profile-${ResourceProperties["Name"]}`,
    }));
    await create(template("Name: p"));
    expect(await update(template("Name: q"))).toBe("UPDATE_COMPLETE");
    expect(asked[2]).toMatchObject({
      RequestType: "Delete",
      PhysicalResourceId: "profile-p",
      ResourceProperties: { Name: "p" },
    });
    expect((await events()).slice(-4)).toEqual([
      "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS ota",
      "DELETE_IN_PROGRESS Profile",
      "DELETE_COMPLETE Profile",
      "UPDATE_COMPLETE ota",
    ]);
  });

  it("that fails says why, and is deleted with what is made beside it", async () => {
    const { create, types, events } = await startCustomResources(({ RequestType }) =>
      RequestType === "Create" ? { Status: "FAILED", Reason: "The name is taken" } : {},
    );
    expect(await create(template("Name: p"))).toBe("ROLLBACK_COMPLETE");
    expect(types()).toEqual(["Create", "Delete"]);
    expect(await events()).toContainEqual(
      expect.stringMatching(
        /^CREATE_FAILED Profile: Received response status \[FAILED\] from custom resource. Message returned: The name is taken \(RequestId: [0-9a-f-]{36}\)$/,
      ),
    );
  });

  it("that fails to change is asked to change back", async () => {
    const { create, update, asked } = await startCustomResources(({ ResourceProperties: { Name } }) =>
      Name === "bad" ? { Status: "FAILED", Reason: "No" } : {},
    );
    await create(template("Name: p"));
    expect(await update(template("Name: bad"))).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(asked.slice(1)).toMatchObject([
      { RequestType: "Update", ResourceProperties: { Name: "bad" } },
      { RequestType: "Update", ResourceProperties: { Name: "p" }, OldResourceProperties: { Name: "bad" } },
    ]);
  });

  it.each([
    ["", 3600],
    ["ServiceTimeout: 60,", 60],
  ])("that is not answered for fails by the clock (%s)", async (timeout, seconds) => {
    const { create, clock, asked, statuses, events } = await startCustomResources(() => undefined);
    const created = create(template(`${timeout} Name: p`));
    await expect.poll(() => asked.length).toBe(1);
    await clock.advance(seconds * 1000 - 1);
    expect(await statuses()).toEqual({ Profile: "CREATE_IN_PROGRESS" });
    await clock.advance(1);
    expect(await created).toBe("ROLLBACK_COMPLETE");
    expect((await events()).find((event) => event.startsWith("CREATE_FAILED Profile"))).toContain(
      "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [",
    );
  });

  it.each<[string, Answer, string]>([
    ["for another request", { RequestId: "another" }, 'Invalid response: its RequestId is "another"'],
    ["without an id", { PhysicalResourceId: undefined }, "Invalid PhysicalResourceId"],
    ["of no known status", { Status: "FINE" }, 'Invalid Status: "FINE"'],
    ["that is too long", { Data: { Text: "x".repeat(4096) } }, "Response object is too long."],
  ])("fails by an answer %s", async (_, answer, message) => {
    const { create, events } = await startCustomResources(() => answer);
    expect(await create(template("Name: p"))).toMatch(/^ROLLBACK_/);
    expect((await events()).find((event) => event.startsWith("CREATE_FAILED"))).toContain(message);
  });

  it("fails when it is asked for what its function has not told", async () => {
    const { create, stack } = await startCustomResources(() => ({}));
    await create(template("Name: p", "Outputs: { Arn: { Value: !GetAtt Profile.Arn } }"));
    expect(await stack()).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
  });

  it("cannot go over to another function", async () => {
    const { create, update, events } = await startCustomResources(() => ({}));
    await create(template("Name: p"));
    expect(await update(template("Name: p").replace(":profiles", ":others"))).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await events()).toContain("UPDATE_FAILED Profile: Modifying service token is not allowed.");
  });

  it("is waited for no longer when local AWS stops", async () => {
    const { create, asked, types, stop } = await startCustomResources(() => undefined);
    const created = create(template("Name: p"));
    await expect.poll(() => asked.length).toBe(1);
    await stop();
    expect(await created).toBe("ROLLBACK_COMPLETE");
    expect(types()).toEqual(["Create"]);
  });

  it("takes one answer, at the URL it has given, with no content type", async () => {
    const { create, asked, statuses } = await startCustomResources(() => undefined);
    const created = create(template("Name: p"));
    await expect.poll(() => asked.length).toBe(1);
    const [one] = asked as [Asked];
    const answer = { ...idsOf(one), Status: "SUCCESS", PhysicalResourceId: "profile" };
    expect((await put(one.ResponseURL, answer, "application/json")).status).toBe(403);
    expect((await put(one.ResponseURL.replace("responses/", "responses/x"), answer)).status).toBe(403);
    expect(await statuses()).toEqual({ Profile: "CREATE_IN_PROGRESS" });
    expect((await put(one.ResponseURL, answer)).status).toBe(200);
    expect(await created).toBe("CREATE_COMPLETE");
    expect((await put(one.ResponseURL, answer)).status).toBe(404);
  });
});
