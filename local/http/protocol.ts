import type { Model, OperationModel } from "./model.ts";
import type { AwsRefusal, ServiceRequest, ServiceResponse } from "./service.ts";

/** What a request asks for. */
export interface OperationRequest {
  readonly operation: OperationModel;
  readonly input: unknown;
  /** Of an answer that is no failure, unless the output says another. */
  readonly status: number;
}

/** An operation's failure, with its members beside the message. */
export interface Failure extends AwsRefusal {
  readonly fields: Readonly<Record<string, unknown>>;
}

/** How requests name an operation and carry its input, and what answers look like. */
export interface Protocol {
  /** @throws AwsError UnknownOperationException; SerializationException or MalformedInput for what cannot be read */
  read(request: ServiceRequest, body: Buffer, model: Model): OperationRequest;
  answer(asked: OperationRequest, output: Readonly<Record<string, unknown>>, requestId: string): ServiceResponse;
  fail(failure: Failure, requestId: string, model: Model): ServiceResponse;
}
