import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DescribeStreamCommand, IoTClient } from "@aws-sdk/client-iot";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { DescribeSigningJobCommand, SignerClient } from "@aws-sdk/client-signer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withName } from "../../../functions/aws/failure.ts";
import { rememberOperations } from "../../../functions/aws/operation.ts";
import { clientConfig } from "../../support/local-service.ts";

let answer: RequestListener;
let server: Server;
let config: ReturnType<typeof clientConfig> & { requestHandler: object };

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const requestHandler = {
    connectionTimeout: 200,
    requestTimeout: 200,
    socketTimeout: 200,
    throwOnRequestTimeout: true,
  };
  config = { ...clientConfig(endpoint), requestHandler };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const calls = {
  describeStream: () => new IoTClient(config).send(new DescribeStreamCommand({ streamId: "s" })),
  describeExecution: () => new SFNClient(config).send(new DescribeExecutionCommand({ executionArn: "arn" })),
  describeSigningJob: () => new SignerClient(config).send(new DescribeSigningJobCommand({ jobId: "j" })),
  headObject: () => new S3Client(config).send(new HeadObjectCommand({ Bucket: "b", Key: "k" })),
  putObject: () =>
    new S3Client(config).send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "{}", IfNoneMatch: "*" })),
  listObjects: () => new S3Client(config).send(new ListObjectsV2Command({ Bucket: "b" })),
  async getObject() {
    const { Body } = await new S3Client(config).send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    return Body?.transformToByteArray();
  },
};
type Call = keyof typeof calls;

async function failureOf(call: Call, answers: RequestListener): Promise<Error> {
  answer = answers;
  const thrown = await calls[call]().catch((error: unknown) => error);
  return withName(thrown);
}

const json =
  (status: number, name: string): RequestListener =>
  (_, response) =>
    response.writeHead(status, { "x-amzn-errortype": name, "x-amzn-requestid": "7d2f" }).end('{"message":"so it is"}');
const jsonType =
  (status: number, name: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(JSON.stringify({ __type: name, message: "so it is" }));
const xml =
  (status: number, name: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(`<Error><Code>${name}</Code><Message>so it is</Message></Error>`);
const bare =
  (status: number): RequestListener =>
  (_, response) =>
    response.writeHead(status).end();

describe("a failure that passes", () => {
  it.each<[string, Call, RequestListener]>([
    ["IoT's throttling, a 400", "describeStream", json(400, "ThrottlingException")],
    ["Signer's throttling", "describeSigningJob", json(429, "ThrottlingException")],
    ["Signer's newer throttling", "describeSigningJob", json(429, "TooManyRequestsException")],
    ["Step Functions' throttling", "describeExecution", jsonType(400, "ThrottlingException")],
    ["S3's throttling", "putObject", xml(503, "SlowDown")],
    ["S3's conflict of conditional writes", "putObject", xml(409, "ConditionalRequestConflict")],
    ["S3's internal error", "putObject", xml(500, "InternalError")],
    ["S3's request timeout, a 400", "putObject", xml(400, "RequestTimeout")],
    ["IoT's internal failure", "describeStream", json(500, "InternalFailureException")],
    ["IoT's internal exception", "describeStream", json(500, "InternalException")],
    ["IoT's outage", "describeStream", json(503, "ServiceUnavailableException")],
    ["Signer's internal error", "describeSigningJob", json(500, "InternalServiceErrorException")],
    ["a 500 without a name", "headObject", bare(500)],
    ["a 503 without a name", "describeStream", bare(503)],
    ["a load balancer's page", "describeStream", (_, response) => response.writeHead(502).end("<html>Bad Gateway")],
    [
      "a page of a proxy's, whatever its status",
      "describeStream",
      (_, response) => response.writeHead(403).end("<html>"),
    ],
    ["an answer that is no XML", "listObjects", (_, response) => response.end("<html")],
    ["an error in an answer that began well", "listObjects", xml(200, "InternalError")],
    ["an answer that is no JSON", "describeStream", (_, response) => response.end("<html>")],
    ["an answer cut in the middle", "describeStream", cutAfter('{"streamInfo"')],
    ["an object cut in the middle", "getObject", cutAfter("firm")],
    ["an answer that stalls", "describeStream", stallAfter('{"streamInfo"')],
    ["an object that stalls", "getObject", stallAfter("firm")],
    ["no answer", "describeStream", () => {}],
    ["a connection that breaks", "describeStream", (request) => request.socket.destroy()],
    [
      "an object that does not fit its checksum",
      "getObject",
      (_, response) => response.writeHead(200, { "x-amz-checksum-crc32": "AAAAAA==" }).end("firmware"),
    ],
  ])("is named TransientError: %s", async (_, call, answers) => {
    const failure = await failureOf(call, answers);
    expect(failure).toMatchObject({ name: "TransientError", cause: expect.any(Error) });
  });

  it("is named so when nobody listens", async () => {
    const nobody = new IoTClient({ ...config, endpoint: "http://127.0.0.1:1" });
    const thrown = await nobody.send(new DescribeStreamCommand({ streamId: "s" })).catch((error: unknown) => error);
    expect(withName(thrown).name).toBe("TransientError");
  });

  it("keeps AWS's name, the operation, the status and the request id in its message", async () => {
    answer = json(400, "ThrottlingException");
    const iot = rememberOperations(new IoTClient(config));
    const thrown = await iot.send(new DescribeStreamCommand({ streamId: "s" })).catch((error: unknown) => error);
    expect(withName(thrown).message).toBe("ThrottlingException: so it is (DescribeStream, status 400, request 7d2f)");
  });
});

describe("a failure without a name", () => {
  it.each<[string, Call, number]>([
    ["AccessDenied", "headObject", 403],
    ["AccessDenied", "describeStream", 403],
    ["NotFound", "headObject", 404],
    ["NotFound", "describeSigningJob", 404],
    ["Http400", "headObject", 400],
  ])("is named %s: %s is answered %i", async (name, call, status) => {
    expect(await failureOf(call, bare(status))).toMatchObject({ name, cause: expect.any(Error) });
  });

  it("hints at what may be forbidden", async () => {
    expect((await failureOf("headObject", bare(403))).message).toContain("s3:GetObjectVersion");
  });
});

describe("every other failure", () => {
  it.each<[string, Call, RequestListener]>([
    ["AccessDeniedException", "describeStream", json(403, "AccessDeniedException")],
    ["ResourceNotFoundException", "describeStream", json(404, "ResourceNotFoundException")],
    ["LimitExceededException", "describeStream", json(410, "LimitExceededException")],
    ["InvalidRequestException", "describeStream", json(400, "InvalidRequestException")],
    ["ExecutionDoesNotExist", "describeExecution", jsonType(400, "ExecutionDoesNotExist")],
    ["PreconditionFailed", "putObject", xml(412, "PreconditionFailed")],
    ["NoSuchKey", "getObject", xml(404, "NoSuchKey")],
    ["InvalidObjectState", "getObject", xml(403, "InvalidObjectState")],
  ])("keeps AWS's name: %s", async (name, call, answers) => {
    expect((await failureOf(call, answers)).name).toBe(name);
  });

  it("keeps the name of a bug, also when it says nothing of AWS", () => {
    const bug = new TypeError("undefined is not a function");
    expect(withName(bug)).toBe(bug);
    expect(withName(new SyntaxError("not JSON")).name).toBe("SyntaxError");
  });

  it("becomes an error if it was none", () => {
    expect(withName("so it is")).toMatchObject({ name: "Error", message: "so it is" });
  });
});

function cutAfter(beginning: string): RequestListener {
  return (_, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write(beginning, () => response.destroy());
  };
}

function stallAfter(beginning: string): RequestListener {
  return (_, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write(beginning);
  };
}
