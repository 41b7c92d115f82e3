import { readFile } from "node:fs/promises";
import path from "node:path";
import * as sdk from "@aws-sdk/client-cloudformation";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import { deployStack, type Stack, type StackOptions } from "./deploy-stack.ts";
import { completeStack, type KnownStack, noteProgress, openStack } from "./known-stacks.ts";
import { operations } from "./operations.ts";
import type { DeployedRole } from "./roles.ts";
import { transformed } from "./sam/transform.ts";
import { parseTemplate } from "./template.ts";

/** CloudFormation, as far as it is played: it deploys, and its API tells what it has deployed. */
export interface CloudFormation {
  readonly service: Service;
  /** Deploys a template as `deployStack` does; from the first moment on, the API tells of the stack. */
  deploy(options: Omit<StackOptions, "account" | "onProgress">): Promise<Stack>;
  /** The roles of all that is deployed by now. */
  roles(): Iterable<DeployedRole>;
}

export function createCloudFormation({ account, clock }: { account: Account; clock: Clock }): CloudFormation {
  const stacks = new Map<string, KnownStack>();
  const roles = new Map<string, DeployedRole>();
  return {
    service: apiService({
      signingName: "cloudformation",
      sdk,
      protocol: "awsQuery",
      xmlNamespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
      constraints: "cloudformation",
      validationError: "ValidationError",
      operations: operations(stacks),
    }),
    async deploy(options) {
      const { stackName: name, templateFile, parameters } = options;
      const text = await readFile(templateFile, "utf8");
      const template = parseTemplate(text);
      const processed = transformed(template, path.dirname(path.resolve(templateFile)));
      const templates = { Original: text, Processed: JSON.stringify(processed) };
      const stack = openStack({ name, template, templates, parameters }, account, clock);
      stacks.set(name, stack);
      try {
        const made = await deployStack({
          ...options,
          account,
          onProgress: (event) => noteProgress(stack, event, clock),
        });
        completeStack(stack, made, template);
        for (const [arn, role] of made.roles) roles.set(arn, { ...role, createdAt: new Date(clock.now()) });
        return made;
      } catch (error) {
        stack.status = "CREATE_FAILED";
        throw error;
      }
    },
    roles: () => roles.values(),
  };
}
