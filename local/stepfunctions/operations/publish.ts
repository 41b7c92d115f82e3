import { AwsError } from "../../http/aws-error.ts";
import type { StateMachine, Version } from "../store.ts";

/** What CreateStateMachine and UpdateStateMachine are told of a version. */
export interface PublishRequest {
  readonly publish?: boolean | undefined;
  readonly versionDescription?: string | undefined;
}

/** @throws AwsError ValidationException */
export function checkDescription({ publish, versionDescription }: PublishRequest): void {
  if (publish || versionDescription === undefined) return;
  throw new AwsError("ValidationException", "Version description can only be set when publish is true");
}

const mostVersions = 1000;

/**
 * The version of the machine's revision: the one there is, whatever its description, or else a new one.
 * @throws AwsError ServiceQuotaExceededException
 */
export function publishVersion(machine: StateMachine, description: string | undefined, now: number): Version {
  const published = machine.versions.find(({ revision }) => revision === machine.revision);
  if (published) return published;
  if (machine.versions.length >= mostVersions) {
    throw new AwsError("ServiceQuotaExceededException", `A state machine has at most ${mostVersions} versions`);
  }
  machine.lastVersion++;
  const arn = `${machine.arn}:${machine.lastVersion}`;
  const version = { arn, description, creationDate: new Date(now), revision: machine.revision };
  machine.versions = [...machine.versions, version];
  return version;
}
