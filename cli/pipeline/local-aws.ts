import { defaultAccount } from "../../local/account.ts";
import { usualPort } from "../local-control.ts";

/**
 * Points the SDK at local AWS, wherever AWS_ENDPOINT_URL says or at the usual port. Every other AWS setting goes: a profile,
 * a session or the address of a single service would still lead elsewhere.
 */
export function pointToLocalAws(environment: NodeJS.ProcessEnv): void {
  const endpoint = environment["AWS_ENDPOINT_URL"] || `http://127.0.0.1:${usualPort}`;
  if (!URL.canParse(endpoint)) throw new Error(`AWS_ENDPOINT_URL is no URL: ${endpoint}`);
  for (const name of Object.keys(environment).filter((name) => name.startsWith("AWS_"))) delete environment[name];
  Object.assign(environment, {
    AWS_ENDPOINT_URL: endpoint.replace("//localhost:", "//127.0.0.1:"), // else S3 would put the bucket before `localhost`
    AWS_REGION: defaultAccount.region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
}
