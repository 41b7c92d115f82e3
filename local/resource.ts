/** What a resource of the template became. */
export interface Resource {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a template wants of a resource. `properties` are resolved: no intrinsic functions left. */
export interface ResourceRequest {
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: Record<string, unknown>;
}

/** A resource that is there. */
export interface ExistingResource extends ResourceRequest {
  readonly physicalId: string;
}

/** What a template wants of a resource that is there, and what it is made of so far. */
export interface ResourceUpdate extends ExistingResource {
  readonly previousProperties: Readonly<Record<string, unknown>>;
}

/** What CloudFormation needs of a service for one resource type. */
export interface ResourceType {
  /** The properties of which AWS's documentation says "Update requires: Replacement". All others change without it. */
  readonly createOnlyProperties: readonly string[];
  create(request: ResourceRequest): Promise<Resource>;
  /** Makes it what `properties` say, whatever of them has changed. Its ids stay, but for a custom resource's. */
  update(request: ResourceUpdate): Promise<Resource>;
  /** One that is gone already is deleted. */
  delete(resource: ExistingResource): Promise<void>;
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

/** The names of properties that a resource had and is to have no more. */
export function removedProperties({
  properties,
  previousProperties,
}: Pick<ResourceUpdate, "properties" | "previousProperties">): string[] {
  return Object.keys(previousProperties).filter((name) => properties[name] === undefined);
}
