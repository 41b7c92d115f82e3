/** What a Task calls, read from its `Resource`. */
export type Resource =
  | { readonly kind: "function"; readonly functionArn: string }
  | {
      readonly kind: "integration";
      /** As history names it: `lambda` and `invoke.waitForTaskToken`, `aws-sdk:s3` and `getObject`. */
      readonly resourceType: string;
      readonly resource: string;
      /** The key in the table of integrations: without `.waitForTaskToken`. */
      readonly integration: string;
      readonly waitsForToken: boolean;
    };

const functionPattern = /^arn:[\w-]+:lambda:[\w-]*:\d*:function:.+$/;
const integrationPattern = /^arn:[\w-]+:states:[\w-]*:\d*:(?<service>aws-sdk:\w+|[\w-]+):(?<action>[\w.:]+)$/;
const tokenSuffix = ".waitForTaskToken";

/** Reads `arn:aws:lambda:…:function:…` and `arn:aws:states:::<service>:<action>[.sync|.sync:2|.waitForTaskToken]`; anything else gives nothing. */
export function parseResource(arn: string): Resource | undefined {
  if (functionPattern.test(arn)) return { kind: "function", functionArn: arn };
  const { service, action } = integrationPattern.exec(arn)?.groups ?? {};
  if (!service || !action || service === "activity") return undefined;
  const waitsForToken = action.endsWith(tokenSuffix);
  const plain = waitsForToken ? action.slice(0, -tokenSuffix.length) : action;
  return {
    kind: "integration",
    resourceType: service,
    resource: action,
    integration: `${service}:${plain}`,
    waitsForToken,
  };
}
