import type { Sight } from "./sight.ts";

/** How something stands. */
export interface Judgement {
  readonly status: "ok" | "warn" | "fail" | "unseen";
  readonly says: string;
  /** What to do about it: a sentence, or a command. */
  readonly fix?: string;
}

/** What one check has come to. */
export interface Finding extends Judgement {
  /** `firmware bucket: versions` */
  readonly check: string;
}

export function ok(says: string): Judgement {
  return { status: "ok", says };
}

/** Releases go on, but somebody should look. */
export function warn(says: string, fix: string): Judgement {
  return { status: "warn", says, fix };
}

/** Releases fail by it, or fail to begin. */
export function fail(says: string, fix: string): Judgement {
  return { status: "fail", says, fix };
}

/** Neither good nor bad: nobody could look. */
export function unseen(why: string): Judgement {
  return { status: "unseen", says: `cannot look: ${why}` };
}

/** Judges what was seen; what could not be looked at is neither good nor bad. */
export function judged<Value>(check: string, sight: Sight<Value>, judge: (value: Value) => Judgement): Finding {
  return { check, ...(sight.seen ? judge(sight.value) : unseen(sight.why)) };
}
