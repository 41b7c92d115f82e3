import { describe, expect, it } from "vitest";
import { look, lookFor } from "../../cli/doctor/sight.ts";

/** An error as the SDK throws it. */
function answered(name: string, httpStatusCode: number, message = "no"): Error {
  return Object.assign(new Error(message), { name, $fault: "client", $metadata: { httpStatusCode } });
}

const failing = (error: Error) => () => Promise.reject(error);

describe("a look", () => {
  it("sees what is there", async () => {
    expect(await look("iam:GetRole", async () => "role")).toEqual({ seen: true, value: "role" });
  });

  it.each([
    { error: answered("AccessDenied", 403), why: "needs iam:GetRole" },
    { error: answered("AccessDeniedException", 400), why: "needs iam:GetRole" },
    { error: answered("AuthorizationErrorException", 403), why: "needs iam:GetRole" },
    { error: answered("Throttling", 400, "Rate exceeded"), why: "Throttling: Rate exceeded (status 400)" },
    { error: Object.assign(new Error("reset"), { code: "ECONNRESET" }), why: "Error: reset (no answer)" },
    { error: answered("InvalidInput", 400), why: "iam:GetRole answered InvalidInput: no" },
  ])("that AWS answers by $error.name sees why not: $why", async ({ error, why }) => {
    expect(await look("iam:GetRole", failing(error))).toEqual({ seen: false, why });
  });

  it("does not pass over a mistake of its own", async () => {
    await expect(look("iam:GetRole", failing(new TypeError("x is undefined")))).rejects.toThrow(TypeError);
  });

  it("for something may find that it is not there", async () => {
    const missing = failing(answered("NoSuchEntityException", 404));
    expect(await lookFor("iam:GetRole", ["NoSuchEntityException"], missing)).toEqual({ seen: true, value: undefined });
  });
});
