import { isDenied, isNamed, statusOf, TransientError, withName } from "../../functions/aws/failure.ts";

/** What was seen of something; or why it could not be looked at. */
export type Sight<Value> =
  | { readonly seen: true; readonly value: Value }
  | { readonly seen: false; readonly why: string };

/**
 * Looks at something. Where AWS does not allow it, has an outage, or answers with another error, that is what was seen.
 * @param action what the caller must be allowed to do: `iam:GetRole`
 * @throws what is none of AWS's answers
 */
export async function look<Value>(action: string, ask: () => Promise<Value>): Promise<Sight<Value>> {
  try {
    return { seen: true, value: await ask() };
  } catch (thrown) {
    if (isDenied(thrown)) return { seen: false, why: `needs ${action}` };
    const error = withName(thrown);
    if (error instanceof TransientError) return { seen: false, why: error.message };
    if (statusOf(thrown) !== undefined)
      return { seen: false, why: `${action} answered ${error.name}: ${error.message}` };
    throw thrown;
  }
}

/** The same, and undefined for something that AWS says is not there. */
export function lookFor<Value>(
  action: string,
  missing: readonly string[],
  ask: () => Promise<Value>,
): Promise<Sight<Value | undefined>> {
  return look(action, () =>
    ask().catch((error: unknown) => {
      if (isNamed(error, ...missing)) return undefined;
      throw error;
    }),
  );
}
