import type { ListStateMachinesInput, ListStateMachinesOutput } from "@aws-sdk/client-sfn";
import { pageOf } from "../../http/pages.ts";
import type { Store } from "../store.ts";
import { pageLimit } from "./page-limit.ts";

/** The state machines by name. @throws AwsError InvalidToken */
export function listStateMachines(
  { maxResults, nextToken }: ListStateMachinesInput,
  { machines }: Store,
): ListStateMachinesOutput {
  const byName = [...machines.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const options = { limit: pageLimit(maxResults), nextToken, invalidToken: "InvalidToken" };
  const page = pageOf(byName, options, ({ arn }) => arn);
  return {
    stateMachines: page.items.map(({ arn, name, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type: "STANDARD",
      creationDate,
    })),
    nextToken: page.nextToken,
  };
}
