/** A role of the stack: who may assume it, and what it may do. Documents are IAM's, resolved. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trust: unknown;
  /** Its inline policies, those of `AWS::IAM::Policy` too. */
  readonly policies: { readonly name: string; readonly document: unknown }[];
  readonly managedPolicyArns: readonly string[];
}

/** By ARN. */
export type Roles = ReadonlyMap<string, Role>;

/** A role of a stack that is deployed. */
export interface DeployedRole extends Role {
  readonly createdAt: Date;
}
