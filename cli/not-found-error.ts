/** What somebody asked for by its name is not there. The message says where to look, or what there is instead. */
export class NotFoundError extends Error {
  override readonly name = "NotFoundError";
}
