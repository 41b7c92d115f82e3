import { createHash } from "node:crypto";
import type { CreateStateMachineInput, LoggingConfiguration, LogLevel, StateMachineType } from "@aws-sdk/client-sfn";
import { arnOf } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import type { ResourceType } from "../resource.ts";
import { createStateMachine } from "./operations/create-state-machine.ts";
import { deleteStateMachine } from "./operations/delete-state-machine.ts";
import { checkedTags } from "./operations/tags.ts";
import { updateStateMachine } from "./operations/update-state-machine.ts";
import { machineByArn, type Store } from "./store.ts";

interface Properties {
  readonly StateMachineName?: string;
  readonly DefinitionString?: string;
  readonly Definition?: object;
  readonly RoleArn?: string;
  readonly StateMachineType?: StateMachineType;
  readonly LoggingConfiguration?: {
    readonly Level?: LogLevel;
    readonly IncludeExecutionData?: boolean;
    readonly Destinations?: readonly { readonly CloudWatchLogsLogGroup?: { readonly LogGroupArn?: string } }[];
  };
  readonly TracingConfiguration?: { readonly Enabled?: boolean };
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/**
 * `AWS::StepFunctions::StateMachine`: `Ref` and `Arn` are its ARN. The definition is text or an object, its substitutions
 * made by then.
 * @throws AwsError as CreateStateMachine
 */
export function stateMachineResource(store: Store): ResourceType {
  return {
    createOnlyProperties: ["StateMachineName", "StateMachineType"],
    async create({ stackName, logicalId, properties }) {
      const { StateMachineName = derivedName(stackName, logicalId), ...wanted } = properties as Properties;
      const arn = arnOf(store.account, "states", `stateMachine:${StateMachineName}`);
      if (store.machines.has(arn))
        throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
      const { stateMachineArn = "" } = createStateMachine(requestOf(StateMachineName, wanted), store);
      return { physicalId: stateMachineArn, attributes: { Arn: stateMachineArn, Name: StateMachineName } };
    },
    async update({ physicalId, properties }) {
      const { tags = [], name: _, type: __, ...settings } = requestOf("", properties as Properties);
      const whole = { loggingConfiguration: noLogging, tracingConfiguration: { enabled: false }, ...settings };
      const { tags: present, name } = machineByArn(store, physicalId);
      const wanted = checkedTags(new Map(), tags);
      updateStateMachine({ stateMachineArn: physicalId, ...whole }, store);
      present.clear();
      for (const [key, value] of wanted) present.set(key, value);
      return { physicalId, attributes: { Arn: physicalId, Name: name } };
    },
    async delete({ physicalId }) {
      deleteStateMachine({ stateMachineArn: physicalId }, store);
    },
  };
}

const noLogging: LoggingConfiguration = { level: "OFF", includeExecutionData: false };

function requestOf(name: string, properties: Properties): CreateStateMachineInput {
  const { DefinitionString, Definition, LoggingConfiguration: logging, TracingConfiguration: tracing } = properties;
  return {
    name,
    definition: DefinitionString ?? JSON.stringify(Definition ?? null),
    roleArn: properties.RoleArn,
    type: properties.StateMachineType,
    ...(logging && { loggingConfiguration: loggingOf(logging) }),
    ...(tracing && { tracingConfiguration: { enabled: tracing.Enabled } }),
    tags: properties.Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
  };
}

function loggingOf(logging: NonNullable<Properties["LoggingConfiguration"]>): LoggingConfiguration {
  const { Level, IncludeExecutionData, Destinations } = logging;
  return {
    ...(Level && { level: Level }),
    ...(IncludeExecutionData !== undefined && { includeExecutionData: IncludeExecutionData }),
    ...(Destinations && {
      destinations: Destinations.map(({ CloudWatchLogsLogGroup: group }) => ({
        cloudWatchLogsLogGroup: { logGroupArn: group?.LogGroupArn },
      })),
    }),
  };
}

const longestName = 80;

/** `<stack>-<logical id>-<12 letters and digits>`. The end comes from the rest: the same template gives the same name again. */
function derivedName(stackName: string, logicalId: string): string {
  const name = `${stackName}-${logicalId}`;
  const end = createHash("sha256").update(name).digest("base64url").replace(/[-_]/g, "").slice(0, 12);
  return `${name.slice(0, longestName - 13)}-${end}`;
}
