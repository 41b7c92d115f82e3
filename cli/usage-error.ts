/** The words of a command line are right one by one, and wrong together. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
