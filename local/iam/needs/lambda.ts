import { type Account, arnOf } from "../../account.ts";
import type { Need, ServiceNeeds } from "./need.ts";

/** Actions and resource types of AWS Lambda. */
export const lambdaNeeds: ServiceNeeds = {
  prefix: "lambda",
  arnStart: (account) => arnOf(account, "lambda", ""),
  operations: {
    ListFunctions: "*",
    GetFunction: ofFunction("GetFunction"),
    GetFunctionConfiguration: ofFunction("GetFunctionConfiguration"),
    Invoke: ofFunction("InvokeFunction"),
  },
};

function ofFunction(action: string): Need {
  return ({ FunctionName = "" }, account) => [
    { action: `lambda:${action}`, resource: functionArn(FunctionName, account) },
  ];
}

/** A function is called by its name, with the account before it, or by its ARN. */
function functionArn(name: string, account: Account): string {
  return name.startsWith("arn:") ? name : arnOf(account, "lambda", `function:${name.replace(/^\d+:function:/, "")}`);
}
