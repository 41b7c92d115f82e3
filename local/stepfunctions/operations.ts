import type { Operations } from "../http/api-service.ts";
import {
  createStateMachineAlias,
  deleteStateMachineAlias,
  describeStateMachineAlias,
  listStateMachineAliases,
  updateStateMachineAlias,
} from "./operations/aliases.ts";
import { createStateMachine } from "./operations/create-state-machine.ts";
import { deleteStateMachine } from "./operations/delete-state-machine.ts";
import { describeExecution } from "./operations/describe-execution.ts";
import { describeStateMachine, describeStateMachineForExecution } from "./operations/describe-state-machine.ts";
import { getExecutionHistory } from "./operations/get-execution-history.ts";
import { listExecutions } from "./operations/list-executions.ts";
import { listStateMachines } from "./operations/list-state-machines.ts";
import { redriveExecution } from "./operations/redrive-execution.ts";
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from "./operations/send-task.ts";
import { startExecution } from "./operations/start-execution.ts";
import { stopExecution } from "./operations/stop-execution.ts";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.ts";
import { updateStateMachine } from "./operations/update-state-machine.ts";
import { validateStateMachineDefinition } from "./operations/validate-state-machine-definition.ts";
import {
  deleteStateMachineVersion,
  listStateMachineVersions,
  publishStateMachineVersion,
} from "./operations/versions.ts";
import type { Store } from "./store.ts";

/** What of AWS Step Functions is played: standard workflows, their versions and aliases; no express ones, activities or map runs. */
export function operations(store: Store): Operations {
  return {
    CreateStateMachine: (request) => createStateMachine(request, store),
    CreateStateMachineAlias: (request) => createStateMachineAlias(request, store),
    DeleteStateMachine: (request) => deleteStateMachine(request, store),
    DeleteStateMachineAlias: (request) => deleteStateMachineAlias(request, store),
    DeleteStateMachineVersion: (request) => deleteStateMachineVersion(request, store),
    DescribeExecution: (request) => describeExecution(request, store),
    DescribeStateMachine: (request) => describeStateMachine(request, store),
    DescribeStateMachineAlias: (request) => describeStateMachineAlias(request, store),
    DescribeStateMachineForExecution: (request) => describeStateMachineForExecution(request, store),
    GetExecutionHistory: (request) => getExecutionHistory(request, store),
    ListExecutions: (request) => listExecutions(request, store),
    ListStateMachineAliases: (request) => listStateMachineAliases(request, store),
    ListStateMachines: (request) => listStateMachines(request, store),
    ListStateMachineVersions: (request) => listStateMachineVersions(request, store),
    ListTagsForResource: (request) => listTagsForResource(request, store),
    PublishStateMachineVersion: (request) => publishStateMachineVersion(request, store),
    RedriveExecution: (request) => redriveExecution(request, store),
    SendTaskFailure: (request) => sendTaskFailure(request, store),
    SendTaskHeartbeat: (request) => sendTaskHeartbeat(request, store),
    SendTaskSuccess: (request) => sendTaskSuccess(request, store),
    StartExecution: (request) => startExecution(request, store),
    StopExecution: (request) => stopExecution(request, store),
    TagResource: (request) => tagResource(request, store),
    UntagResource: (request) => untagResource(request, store),
    UpdateStateMachine: (request) => updateStateMachine(request, store),
    UpdateStateMachineAlias: (request) => updateStateMachineAlias(request, store),
    ValidateStateMachineDefinition: (request) => validateStateMachineDefinition(request, store),
  };
}
