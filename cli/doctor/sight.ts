import { isNamed, statusOf, TransientError } from "../../functions/aws/failure.ts";

/** What was seen of something; or why it could not be looked at. */
export type Sight<Value> =
  | { readonly seen: true; readonly value: Value }
  | { readonly seen: false; readonly why: string };

/**
 * Looks at something. Where AWS does not allow it, or answers with another error, that is what was seen.
 * @param action what the caller must be allowed to do: `iam:GetRole`
 * @throws what is none of AWS's answers: no connection, no credentials
 */
export async function look<Value>(action: string, ask: () => Promise<Value>): Promise<Sight<Value>> {
  try {
    return { seen: true, value: await ask() };
  } catch (error) {
    if (isDenied(error)) return { seen: false, why: `needs ${action}` };
    if (error instanceof TransientError) return { seen: false, why: error.message };
    if (error instanceof Error && statusOf(error) !== undefined)
      return { seen: false, why: `${action} answered ${error.name}: ${error.message}` };
    throw error;
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

function isDenied(error: unknown): boolean {
  return isNamed(error, "AccessDenied", "AccessDeniedException") || statusOf(error) === 403;
}
