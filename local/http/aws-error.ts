/** An error a service answers with: AWS's name for it, and what AWS says. The front turns it into the protocol's form. */
export class AwsError extends Error {
  /** The HTTP status; left out, the service's model decides (400 where it does not say). */
  readonly status: number | undefined;
  /** Modelled members beside the message, such as `resourceArn`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, status?: number, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.fields = fields;
  }
}
