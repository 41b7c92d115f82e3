/** Where local AWS pretends to be. */
export interface Account {
  /** 12 digits. */
  readonly id: string;
  readonly region: string;
}

export const defaultAccount: Account = { id: "123456789012", region: "us-east-1" };

/** `arn:aws:<service>:<region>:<account>:<resource>`. */
export function arnOf(account: Account, service: string, resource: string): string {
  return `arn:aws:${service}:${account.region}:${account.id}:${resource}`;
}
