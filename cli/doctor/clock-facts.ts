import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** Who asks, and what time it is, here and at AWS. Milliseconds since 1970. */
export interface ClockFacts {
  readonly account: string;
  readonly here: number;
  /** As AWS's answer is dated: to the second. */
  readonly atAws: number;
}

/**
 * Asks AWS who we are, which everybody may, and reads the answer's date.
 * @throws the SDK's error when there are no credentials, or AWS cannot be reached
 */
export async function lookAtClock(): Promise<ClockFacts> {
  const client = new STSClient({ requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 } });
  let date: string | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers }: { headers?: Readonly<Record<string, string>> } = Object(result.response);
      date = headers?.["date"];
      return result;
    },
    { step: "deserialize", name: "dateOfAnswer" },
  );
  const { Account = "" } = await client.send(new GetCallerIdentityCommand());
  const here = Date.now();
  return { account: Account, here, atAws: date === undefined ? here : Date.parse(date) };
}
