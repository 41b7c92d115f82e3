import { notFound } from "../errors.ts";
import { groupNameIn, groupOf, type Registry, thingNameIn, thingOf, thingsBelow } from "./registry.ts";

/** What the things are to Jobs: targets, by ARN. */
export interface Targets {
  /**
   * Names of the things a target ARN stands for: the thing itself, or all in a group, in the order they joined, and in
   * the groups below it.
   * @throws AwsError `ResourceNotFoundException` for what is neither a thing nor a group of this account and region
   */
  thingsOf(targetArn: string): string[];
  /** The thing's ARN; nothing if there is no such thing. */
  arnOf(thingName: string): string | undefined;
  /** The group's ARN. Throws AwsError `ResourceNotFoundException`. */
  groupArnOf(thingGroupName: string): string;
  /** The ARN of the group with that id, the UUID that AWS gave it; nothing if there is no such group. */
  groupArnOfId(thingGroupId: string): string | undefined;
  /** Hears of a thing after it joined or left a group, or was deleted. */
  onMembershipChange(listener: (thingName: string) => void): void;
}

export function createTargets(registry: Registry): Targets {
  return {
    thingsOf(arn) {
      const thing = thingNameIn(registry, arn);
      if (thing !== undefined) return [thingOf(registry, thing).name];
      const group = groupNameIn(registry, arn);
      if (group !== undefined) return thingsBelow(registry, groupOf(registry, group));
      throw notFound(`Target ${arn} is neither a thing nor a thing group of this account and region`);
    },
    arnOf: (thingName) => registry.things.get(thingName)?.arn,
    groupArnOf: (thingGroupName) => groupOf(registry, thingGroupName).arn,
    groupArnOfId: (thingGroupId) => [...registry.groups.values()].find(({ id }) => id === thingGroupId)?.arn,
    onMembershipChange: (listener) => void registry.memberListeners.add(listener),
  };
}
