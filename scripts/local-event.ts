/**
 * Prints an event of `events/` as it would be in the local AWS that runs, for `sam local invoke --event -`:
 *
 *   node scripts/local-event.ts workflow.start-signing
 *
 * AWS_ENDPOINT_URL says where local AWS is, if not on port 4566; CONTAINER_ENDPOINT_URL where a container finds it.
 */
import { readFileSync } from "node:fs";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { fillEvent } from "./fill-event.ts";

const { AWS_ENDPOINT_URL: endpoint = "http://127.0.0.1:4566" } = process.env;
const { CONTAINER_ENDPOINT_URL: inContainer = `http://host.docker.internal:${new URL(endpoint).port}` } = process.env;
const [name] = process.argv.slice(2);
if (!name) {
  console.error("Usage: node scripts/local-event.ts <name of a file in events/, without .json>");
  process.exit(2);
}

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const config = { endpoint, region: "us-east-1", credentials };
const { Stacks = [] } = await new CloudFormation(config).describeStacks({ StackName: "ota-pipeline" });
const outputs = Object.fromEntries(
  (Stacks[0]?.Outputs ?? []).map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
);
const fromContainer = new S3({ ...config, endpoint: inContainer, forcePathStyle: true });
const filled = await fillEvent(JSON.parse(readFileSync(new URL(`../events/${name}.json`, import.meta.url), "utf8")), {
  s3: new S3({ ...config, forcePathStyle: true }),
  outputs,
  presignAnswer: (Bucket, Key) => getSignedUrl(fromContainer, new PutObjectCommand({ Bucket, Key })),
});
console.log(JSON.stringify(filled));
