/** What a resource of the template became. */
export interface Resource {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What CloudFormation needs of a service for one resource type. `properties` are resolved: no intrinsic functions left. */
export interface ResourceType {
  create(request: { stackName: string; logicalId: string; properties: Record<string, unknown> }): Promise<Resource>;
}

/** The resource types a service offers, by name (`AWS::S3::Bucket`). */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;

/** Properties as attributes of a queue or a topic, which are texts: numbers and booleans as they are written, objects in JSON. */
export function attributeTexts(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(properties).map(([name, value]) => {
    return [name, typeof value === "object" ? JSON.stringify(value) : String(value)] as const;
  });
  return Object.fromEntries(entries);
}
