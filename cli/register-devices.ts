import {
  AddThingToThingGroupCommand,
  CreateThingCommand,
  CreateThingGroupCommand,
  type IoTClient,
} from "@aws-sdk/client-iot";

/** Registers devices as things, in the thing group named like their product: the target of its releases. */
export async function registerDevices(
  iot: IoTClient,
  { product, thingNames }: { product: string; thingNames: readonly string[] },
): Promise<void> {
  await iot.send(new CreateThingGroupCommand({ thingGroupName: product }));
  await Promise.all(
    thingNames.map(async (thingName) => {
      await iot.send(new CreateThingCommand({ thingName }));
      await iot.send(new AddThingToThingGroupCommand({ thingName, thingGroupName: product }));
    }),
  );
}
