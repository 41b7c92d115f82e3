/** One thing that is done to one thing, as the policies of IAM name it. */
export interface Permission {
  /** `s3:GetObject`. */
  readonly action: string;
  /** An ARN; `*` for an action that names no resource. */
  readonly resource: string;
  /** Condition keys of this request alone, such as `iam:PassedToService`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** Who does it. */
export type Actor =
  /** Whoever sent a request: an account's root, a session of a role, or `anonymous`, who did not sign. */
  | { readonly arn: string }
  /** A service for itself: `events.amazonaws.com`, on behalf of the resource with that ARN. */
  | { readonly service: string; readonly sourceArn: string }
  /** A service as a role that it assumes. The session is named as the service names its own. */
  | { readonly service: string; readonly sourceArn: string; readonly roleArn: string; readonly session: string };

/** Asks IAM. @throws AwsError AccessDeniedException, or what the action's service calls it, in AWS's words */
export type Authorize = (actor: Actor, permission: Permission) => void;

/** What is asked of IAM about a call over HTTP. */
export interface Access {
  readonly authorize: Authorize;
  /** What an operation of a service, by its signing name, needs of whoever calls it. */
  needsOf(call: { service: string; operation: string; input: unknown }): readonly Permission[];
}

/** For a service that is played by itself, without IAM: everybody may do everything. */
export const allowAll: Authorize = () => {};
