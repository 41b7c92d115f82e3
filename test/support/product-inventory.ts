import { takeInventory } from "./inventory.ts";

/**
 * All there is of a product at AWS and in its records, by name and in order: `job/AFR_OTA-p1-1_4_0-3c9bb594 CANCELED`, each
 * version and delete marker of what was signed, records once. What only looks like one of ours counts too.
 */
export async function productInventory(
  product: string,
  clients: Parameters<typeof takeInventory>[0],
  place: Parameters<typeof takeInventory>[1],
): Promise<string[]> {
  const { streams, otaUpdates, jobs, objects, versions } = await takeInventory(clients, place);
  const isOfProduct = new RegExp(`(^|/|AFR_OTA-)${product}[-/]`);
  return [
    ...streams.map((id) => `stream/${id}`),
    ...Object.entries(otaUpdates).map(([id, status]) => `otaupdate/${id} ${status}`),
    ...Object.entries(jobs).map(([id, { status }]) => `job/${id} ${status}`),
    ...objects.filter((key) => !key.startsWith("signed/")),
    ...versions.filter((key) => key.startsWith("signed/")),
  ]
    .filter((name) => isOfProduct.test(name))
    .sort();
}
