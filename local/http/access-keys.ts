import { randomBytes } from "node:crypto";
import type { Account } from "../account.ts";

/** Temporary credentials, as STS gives them out. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A key that requests may be signed with. */
export interface AccessKey {
  readonly secretAccessKey: string;
  /** Demanded beside the signature when the key is a session's. */
  readonly sessionToken: string | undefined;
  /** Whose key it is. */
  readonly arn: string;
}

/** The keys local AWS knows. */
export interface AccessKeys {
  find(accessKeyId: string): AccessKey | undefined;
  /** A new key for a session of a role: its caller is `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  issue(roleArn: string, sessionName: string): SessionCredentials;
}

/** Starts with the one key that people use: `test` / `test`, the account's root. */
export function createAccessKeys(account: Account): AccessKeys {
  const keys = new Map<string, AccessKey>([
    ["test", { secretAccessKey: "test", sessionToken: undefined, arn: `arn:aws:iam::${account.id}:root` }],
  ]);
  return {
    find: (accessKeyId) => keys.get(accessKeyId),
    issue(roleArn, sessionName) {
      const accessKeyId = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
      const secretAccessKey = randomBytes(30).toString("base64");
      const sessionToken = randomBytes(96).toString("base64");
      const role = roleArn.split("/").at(-1);
      const arn = `arn:aws:sts::${account.id}:assumed-role/${role}/${sessionName}`;
      keys.set(accessKeyId, { secretAccessKey, sessionToken, arn });
      return { accessKeyId, secretAccessKey, sessionToken };
    },
  };
}
