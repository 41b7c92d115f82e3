import { pathToFileURL } from "node:url";
import type {
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from "@aws-sdk/client-lambda";
import type { Account } from "../account.ts";
import { pageOf } from "../http/pages.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { type Functions, findFunction } from "./function-names.ts";

const largestPage = 50;

export function listFunctions(request: ListFunctionsRequest, functions: Functions): ListFunctionsResponse {
  const limit = Math.min(request.MaxItems ?? largestPage, largestPage);
  const all = [...functions.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const page = { limit, nextToken: request.Marker, invalidToken: "InvalidParameterValueException" };
  const { items, nextToken } = pageOf(all, page, ({ name }) => name);
  return { Functions: items.map(functionConfiguration), NextMarker: nextToken };
}

/** `Code.Location` is the folder the function runs from, where AWS gives a presigned URL of a zip file. */
export function getFunction(request: GetFunctionRequest, functions: Functions, account: Account): GetFunctionResponse {
  const fn = findFunction(functions, account, request.FunctionName ?? "", request.Qualifier);
  return {
    Configuration: functionConfiguration(fn),
    Code: { RepositoryType: "file", Location: pathToFileURL(fn.bundle.directory).href },
    Tags: { ...fn.tags },
  };
}

export function getFunctionConfiguration(
  request: GetFunctionConfigurationRequest,
  functions: Functions,
  account: Account,
): FunctionConfiguration {
  return functionConfiguration(findFunction(functions, account, request.FunctionName ?? "", request.Qualifier));
}
