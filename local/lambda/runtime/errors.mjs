/** What an error is to Lambda. Things thrown that are no errors are told by their type. */
export function reportOf(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}

class NamedError extends Error {
  constructor(name, message, options) {
    super(message, options);
    this.name = name;
  }
}

/** The handler's file has no such export, or it is no function. */
export class HandlerNotFound extends NamedError {
  constructor(message) {
    super("Runtime.HandlerNotFound", message);
  }
}

/** `Handler` is not `file.export`. */
export class MalformedHandlerName extends NamedError {
  constructor(message) {
    super("Runtime.MalformedHandlerName", message);
  }
}

/** The handler's file, or something it imports, is not there. */
export class ImportModuleError extends NamedError {
  constructor(cause) {
    super("Runtime.ImportModuleError", String(cause), { cause });
  }
}

/** The handler's file is not JavaScript. */
export class UserCodeSyntaxError extends NamedError {
  constructor(cause) {
    super("Runtime.UserCodeSyntaxError", String(cause), { cause });
    this.stack = cause.stack;
  }
}

/** The handler takes a callback, as Lambda's Node.js could before 24. */
export class CallbackHandlerDeprecated extends NamedError {
  constructor() {
    super(
      "Runtime.CallbackHandlerDeprecated",
      "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
    );
  }
}

/** A promise nobody waited for was rejected. */
export class UnhandledPromiseRejection extends NamedError {
  constructor(reason) {
    super("Runtime.UnhandledPromiseRejection", String(reason), { cause: reason });
  }
}

/** The handler's result has no form in JSON: it is circular, or holds a bigint. */
export class JSONStringifyError extends NamedError {
  constructor(cause) {
    super("Runtime.JSONStringifyError", "Unable to stringify response body", { cause });
  }
}
