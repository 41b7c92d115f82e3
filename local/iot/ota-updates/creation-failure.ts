import { AwsError } from "../../http/aws-error.ts";

/** Why an OTA update could not be made: what GetOTAUpdate tells as `errorInfo`. */
export class CreationFailure extends Error {
  override readonly name = "CreationFailure";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The services asked, as AWS names them in such messages, and what it calls their unmodelled errors. */
const services = {
  s3: { name: "Amazon S3", code: () => "AmazonS3Exception" },
  signer: { name: "AWSSigner", code: (error: AwsError) => error.name },
  // A role that may not pass itself is told of so (awsdocs/aws-freertos-docs#2)
  iot: {
    name: "AWSIot",
    code: ({ name }: AwsError) => (name === "AccessDeniedException" ? "AWSIotException" : name),
  },
};

/**
 * Asks a service; its `AwsError` becomes the failure of the creation, worded as AWS words it.
 * @throws CreationFailure
 */
export async function asking<Answer>(
  service: keyof typeof services,
  ask: () => Answer | Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { name, code } = services[service];
    const details = `Service: ${name}; Status Code: ${error.status ?? 400}; Error Code: ${error.name}`;
    throw new CreationFailure(code(error), `${error.message} (${details})`);
  }
}
