/** A failure's cause as people read it: what a Lambda throws comes as JSON with message and trace, and the log has the trace. */
export function causeText(cause: string): string {
  try {
    const { errorMessage }: { errorMessage?: unknown } = Object(JSON.parse(cause));
    return typeof errorMessage === "string" ? errorMessage : cause;
  } catch {
    return cause; // the state machine's own, in words
  }
}
