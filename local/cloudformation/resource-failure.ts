/** A resource that could not be made, changed or deleted as it was wanted, in CloudFormation's own words. */
export class ResourceFailure extends Error {
  override readonly name = "ResourceFailure";
  /** Of what there is of it all the same: it is to be deleted. */
  readonly physicalId: string | undefined;

  constructor(message: string, physicalId?: string) {
    super(message);
    this.physicalId = physicalId;
  }
}
