import { describe, expect, it } from "vitest";
import { ota } from "../support/ota.ts";

const anyPorts = ["--port", "0", "--mqtt-port", "0"];

describe("ota local --listen", { timeout: 60_000 }, () => {
  it("says what it opens, and which addresses it takes", async () => {
    const { exitCode, stderr } = await ota("local", ...anyPorts, "--listen", "203.0.113.1");
    expect(stderr).toBe(
      "ota: AWS answers at 203.0.113.1 too. Whoever reaches that address may run programs on this computer as you: do it only where no other computer does.\n" +
        "ota: 203.0.113.1 is no address of this computer; --listen wants one of its own\n",
    );
    expect(exitCode).toBe(1);
  });

  it("takes no name", async () => {
    const { exitCode, stderr } = await ota("local", ...anyPorts, "--listen", "docker0");
    expect(stderr).toContain("An address is one of IP, such as 172.17.0.1.");
    expect(exitCode).toBe(2);
  });
});
