import { expect, it } from "vitest";
import { followCommand } from "../../cli/pipeline/follow-command.ts";

it.each([
  { stack: "ota-pipeline", says: "`ota status kettle-1 --follow`" },
  { stack: "ota-pipeline", local: true, says: "`ota status kettle-1 --follow --local`" },
  { stack: "kettles", says: "`ota status kettle-1 --follow --stack kettles`" },
  { stack: "kettles", local: true, says: "`ota status kettle-1 --follow --local --stack kettles`" },
])("a release of this very pipeline is followed by $says", ({ says, ...pipeline }) => {
  expect(followCommand("kettle-1", pipeline)).toBe(says);
});
