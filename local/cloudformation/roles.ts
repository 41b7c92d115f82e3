/** A role that stacks have made: who may assume it, and what it may do. Documents are IAM's, resolved. */
export interface DeployedRole {
  readonly name: string;
  readonly arn: string;
  readonly trust: unknown;
  /** Its inline policies, those of `AWS::IAM::Policy` too. */
  readonly policies: readonly InlinePolicy[];
  readonly managedPolicyArns: readonly string[];
  readonly createdAt: Date;
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: unknown;
}

/** By ARN. */
export type Roles = Map<string, DeployedRole>;
