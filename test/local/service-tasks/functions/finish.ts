import { SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";

const sfn = new SFNClient({});

/** Finishes the task whose token it is given. */
export async function handler({ token }: { token: string }) {
  await sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: '"done"' }));
}
