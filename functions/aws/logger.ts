import { Logger } from "@aws-lambda-powertools/logger";

/** One JSON line an entry, with the invocation's request id and, as soon as it is known, `releaseId`. */
export const logger = new Logger();
