import { printable } from "./printable.ts";

/** A thing or thing group that is to run a release. */
export interface Target {
  readonly kind: "thing" | "thinggroup";
  readonly name: string;
  /** Given when an ARN was named: it must be that of this account and region. */
  readonly arn: string | undefined;
}

/** Of one job (AWS IoT Device Management quotas). */
export const mostTargets = 100;

/** A target is no thing and no thing group of this account and region, or there are none or too many. */
export class TargetInvalidError extends Error {
  override readonly name = "TargetInvalidError";

  constructor(reason: string) {
    super(`${reason}; a target is thinggroup/<name> or thing/<name>, or its ARN in this account and region`);
  }
}

/** The target does not exist. */
export class TargetNotFoundError extends Error {
  override readonly name = "TargetNotFoundError";
  readonly target: string;

  constructor({ kind, name }: Target) {
    super(`There is no ${kind} ${name}`);
    this.target = `${kind}/${name}`;
  }
}

/** Nobody is in the target group: a snapshot of it would be over at once, with nothing done. */
export class TargetEmptyError extends Error {
  override readonly name = "TargetEmptyError";
  readonly target: string;

  constructor({ kind, name }: Target) {
    super(`No thing is in the ${kind} ${name}`);
    this.target = `${kind}/${name}`;
  }
}

/** The product has neither settings nor a thing group of its name: a typing error, most likely. */
export class ProductUnknownError extends Error {
  override readonly name = "ProductUnknownError";
  readonly product: string;

  constructor(product: string) {
    super(`There is neither products/${product}.json nor a thing group ${product}`);
    this.product = product;
  }
}

const target =
  /^(?<prefix>arn:aws[a-z-]*:iot:[a-z0-9-]+:\d{12}:)?(?<kind>thing|thinggroup)\/(?<name>[a-zA-Z0-9:_-]{1,128})$/;

/**
 * Reads the targets that a manifest or a product's settings name.
 * @throws TargetInvalidError
 */
export function parseTargets(targets: readonly string[]): Target[] {
  if (targets.length === 0) throw new TargetInvalidError("There is no target");
  if (targets.length > mostTargets) throw new TargetInvalidError(`${targets.length} targets, more than ${mostTargets}`);
  return [...new Set(targets)].map(parseTarget);
}

function parseTarget(text: string): Target {
  const { prefix, kind, name } = target.exec(text)?.groups ?? {};
  if (!name || (kind !== "thing" && kind !== "thinggroup")) {
    throw new TargetInvalidError(`Not a target: ${printable(text)}`);
  }
  return { kind, name, arn: prefix ? text : undefined };
}
