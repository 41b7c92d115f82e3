import type { Context } from "aws-lambda";

/** What Lambda hands a function beside its input. */
export const lambdaContext: Context = {
  awsRequestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
  callbackWaitsForEmptyEventLoop: true,
  functionName: "ota-pipeline-function",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:ota-pipeline-function",
  logGroupName: "/aws/lambda/ota-pipeline-function",
  logStreamName: "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef",
  memoryLimitInMB: "256",
  getRemainingTimeInMillis: () => 50_000,
  done() {},
  fail() {},
  succeed() {},
};
