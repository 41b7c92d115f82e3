/** What is known of integrations without calling them. Of one that nobody knows anything of, nothing is wrong. */
export interface IntegrationModel {
  /** Whether AWS has no such action. */
  isUnknown(integration: string): boolean;
  /** Names in what a task hands to it, as its definition writes it, that it does not have. */
  unsupportedFields(integration: string, template: unknown): readonly string[];
  /** Names that it cannot do without and that a task, as its definition writes it or as it is played, does not hand to it. */
  missingFields(integration: string, parameters: unknown): readonly string[];
}

export const nothingKnown: IntegrationModel = {
  isUnknown: () => false,
  unsupportedFields: () => [],
  missingFields: () => [],
};
