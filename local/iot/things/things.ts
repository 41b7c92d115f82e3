import type { Account } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import type { Operations } from "../../http/api-service.ts";
import type { Tags } from "../tags.ts";
import { describeEndpoint, type EndpointAddress } from "./describe-endpoint.ts";
import {
  createThingGroup,
  deleteThingGroup,
  describeThingGroup,
  listThingGroups,
  updateThingGroup,
} from "./group-operations.ts";
import { listThings } from "./list-things.ts";
import {
  addThingToThingGroup,
  listThingGroupsForThing,
  listThingsInThingGroup,
  removeThingFromThingGroup,
} from "./membership-operations.ts";
import { createRegistry } from "./registry.ts";
import { createTargets, type Targets } from "./targets.ts";
import { createThing, deleteThing, describeThing, updateThing } from "./thing-operations.ts";

/** AWS IoT's registry: things and static thing groups, no types, billing groups or dynamic groups. */
export function createThings(context: {
  account: Account;
  clock: Clock;
  tags: Tags;
  endpointAddress: EndpointAddress;
}): { operations: Operations; targets: Targets } {
  const registry = createRegistry(context);
  return {
    targets: createTargets(registry),
    operations: {
      CreateThing: (request) => createThing(request, registry),
      DescribeThing: (request) => describeThing(request, registry),
      UpdateThing: (request) => updateThing(request, registry),
      DeleteThing: (request) => deleteThing(request, registry),
      ListThings: (request) => listThings(request, registry),
      CreateThingGroup: (request) => createThingGroup(request, registry),
      DescribeThingGroup: (request) => describeThingGroup(request, registry),
      UpdateThingGroup: (request) => updateThingGroup(request, registry),
      DeleteThingGroup: (request) => deleteThingGroup(request, registry),
      ListThingGroups: (request) => listThingGroups(request, registry),
      AddThingToThingGroup: (request) => addThingToThingGroup(request, registry),
      RemoveThingFromThingGroup: (request) => removeThingFromThingGroup(request, registry),
      ListThingsInThingGroup: (request) => listThingsInThingGroup(request, registry),
      ListThingGroupsForThing: (request) => listThingGroupsForThing(request, registry),
      DescribeEndpoint: (request) => describeEndpoint(request, context.endpointAddress),
    },
  };
}
