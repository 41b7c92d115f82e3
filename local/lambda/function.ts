import type { BuildProperties } from "./build-properties.ts";
import type { Bundle } from "./bundle.ts";

/** Where a function's sources are, and how they become what Lambda runs. */
export interface FunctionCode {
  /** Absolute: the template's `CodeUri`. */
  readonly directory: string;
  readonly buildProperties: BuildProperties;
  /** `start-update.handler`: a file of the bundle, and what it exports. */
  readonly handler: string;
}

/** A function as it was deployed. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  /** The ARN of the role its calls are made as. */
  readonly role: string;
  readonly runtime: string;
  readonly handler: string;
  /** MB. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly architectures: readonly string[];
  readonly tracing: string;
  readonly logging: Logging;
  /** The ARN of the queue or topic that gets the events it failed on. */
  readonly deadLetterTarget: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly bundle: Bundle;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

/** Where and how a function's output is written. */
export interface Logging {
  readonly group: string;
  readonly format: "Text" | "JSON";
  /** The least level of the application's lines that is kept; the format Text keeps them all. */
  readonly applicationLevel: string | undefined;
}
