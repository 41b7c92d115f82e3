import type { InitializeMiddleware, MiddlewareStack } from "@smithy/types";

const operations = new WeakMap<object, string>();

/** The operation a failed call was of, as AWS names it: `StartSigningJob`. */
export function operationOf(error: object): string | undefined {
  return operations.get(error);
}

/** Any SDK client. */
export interface SdkClient {
  readonly middlewareStack: Pick<MiddlewareStack<object, object>, "add">;
}

/** Lets errors of the client's calls tell which operation they are of: by themselves they do not. */
export function rememberOperations<Client extends SdkClient>(client: Client): Client {
  client.middlewareStack.add(remember, { step: "initialize", name: "rememberOperation" });
  return client;
}

const remember: InitializeMiddleware<object, object> = (next, context) => async (args) => {
  try {
    return await next(args);
  } catch (error) {
    if (error instanceof Error && context.commandName) {
      operations.set(error, context.commandName.replace(/Command$/, ""));
    }
    throw error;
  }
};
