/** Whether a type is one whose work a function of the template's author does. */
export function isCustom(resourceType: string): boolean {
  return resourceType === "AWS::CloudFormation::CustomResource" || /^Custom::[\w@-]{1,60}$/.test(resourceType);
}
