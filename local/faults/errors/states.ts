import type { ServiceErrors } from "../service-error.ts";
import { conflicting, error, internalFailure, invalid, notAuthorized, rateExceeded } from "./wording.ts";

export const statesErrors: ServiceErrors = {
  throttle: [error("ThrottlingException", 400, rateExceeded)],
  "server-error": [error("InternalFailure", 500, internalFailure)],
  denied: [error("AccessDeniedException", 400, notAuthorized)],
  invalid: [error("ValidationException", 400, invalid)],
  conflict: [
    error("ExecutionAlreadyExists", 400, "Execution Already Exists", /^StartExecution$/),
    error("StateMachineAlreadyExists", 400, "State Machine Already Exists", /^CreateStateMachine$/),
    error("ConflictException", 409, conflicting, /^UpdateStateMachine$/),
    error("TaskTimedOut", 400, "Task Timed Out: 'Provided task does not exist anymore'", /^SendTask/),
  ],
  "not-found": [
    error("StateMachineDoesNotExist", 400, "State Machine Does Not Exist", /StateMachine$|^(Start|List)Execution/),
    error("ExecutionDoesNotExist", 400, "Execution Does Not Exist", /Execution/),
    error("TaskDoesNotExist", 400, "Task Does Not Exist", /^SendTask/),
    error("ResourceNotFound", 404, "Resource not found", /Resource$/),
  ],
  limit: [
    error("ExecutionLimitExceeded", 400, "Execution Limit Exceeded", /^StartExecution$/),
    error("StateMachineLimitExceeded", 400, "State Machine Limit Exceeded", /^CreateStateMachine$/),
  ],
};
