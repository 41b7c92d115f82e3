/** Local S3 in a process of its own, as its rival is: tells its endpoint, and keeps objects in the given directory until the benchmark has ended. */
import { defaultAccount } from "../../local/account.ts";
import { realClock } from "../../local/clock.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import { createS3 } from "../../local/s3/s3.ts";

const [directory = "."] = process.argv.slice(2);
const s3 = createS3({ account: defaultAccount, clock: realClock(), directory, publish: () => {} });
const { endpoint } = await startFront({
  services: [s3.service],
  keys: createAccessKeys(defaultAccount),
  accountId: defaultAccount.id,
  port: 0,
  onBug: (bug) => console.error(bug),
});
process.once("disconnect", () => process.exit());
process.send?.(endpoint);
