import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What was put to a ResponseURL. */
export interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** Takes the answers of custom resources' functions, as CloudFormation does. */
export async function answersServer() {
  const answers: { readonly answer: Answer; readonly contentType: string | undefined }[] = [];
  const statuses: number[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const status = statuses.shift() ?? 200;
    if (status === 200) answers.push({ answer: JSON.parse(body), contentType: request.headers["content-type"] });
    response.writeHead(request.method === "PUT" ? status : 405).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?signature=1`,
    answers,
    /** The HTTP statuses of the next answers; then it is 200 again. */
    refuse: (...next: number[]) => statuses.push(...next),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
