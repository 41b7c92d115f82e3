/** The words of a command line are right one by one and wrong together, or name a file that is not what it should be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
