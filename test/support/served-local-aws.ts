import { startLocalAws } from "../../local/start.ts";
import type { ProcessMessage } from "./local-aws-process.ts";

/** Serves local AWS until its parent ends the channel; startLocalAwsProcess starts it. */
const tell = (message: ProcessMessage) => void process.send?.(message);
const onBug = (bug: unknown) => tell({ bug: String(bug instanceof Error ? bug.stack : bug) });
const { stop, endpoint, mqtt, account, credentials, outputs } = await startLocalAws({
  ...JSON.parse(process.argv[2] ?? "{}"),
  onBug,
});
process.on("message", async () => {
  await globalThis.gc?.({ type: "major", execution: "async" });
  const { user, system } = process.cpuUsage();
  tell({ usage: { heapUsed: process.memoryUsage().heapUsed, cpu: user + system } });
});
process.once("disconnect", stop);
tell({ started: { endpoint, mqtt, account, credentials, outputs } });
