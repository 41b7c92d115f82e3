import { randomUUID } from "node:crypto";
import type { ResourceStatus, StackEvent, StackStatus } from "@aws-sdk/client-cloudformation";
import type { Clock } from "../clock.ts";
import type { Stack } from "./stack.ts";

/** What has become of a resource. */
export interface ResourceNews {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string | undefined;
  readonly status: ResourceStatus;
  readonly reason?: string | undefined;
}

/** Notes how far a resource has come, and tells it as an event. */
export function noteResource(stack: Stack, clock: Clock, news: ResourceNews): void {
  const { logicalId, type, physicalId, status, reason: statusReason } = news;
  const changedAt = tell(stack, clock, news);
  const known = stack.progress.get(logicalId);
  if (known)
    Object.assign(known, { status, statusReason, changedAt, ...(physicalId === undefined ? {} : { physicalId }) });
  else stack.progress.set(logicalId, { logicalId, type, physicalId, status, statusReason, changedAt });
}

/** Tells of a resource that the stack has another in place of. */
export function noteFormerResource(stack: Stack, clock: Clock, news: ResourceNews): void {
  tell(stack, clock, news);
}

/** Sets a stack's status, and tells it as an event: a stack is a resource of its own. */
export function noteStack(stack: Stack, clock: Clock, status: StackStatus, reason?: string): void {
  stack.status = status;
  stack.statusReason = reason;
  const type = "AWS::CloudFormation::Stack";
  tell(stack, clock, { logicalId: stack.name, type, physicalId: stack.id, status: status as ResourceStatus, reason });
}

function tell(stack: Stack, clock: Clock, { logicalId, type, physicalId, status, reason }: ResourceNews): Date {
  const Timestamp = timeAfter(stack.events.at(-1), clock.now());
  const isStack = physicalId === stack.id;
  stack.events.push({
    StackId: stack.id,
    EventId: isStack ? randomUUID() : `${logicalId}-${status}-${Timestamp.toISOString()}`,
    StackName: stack.name,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId ?? "",
    ResourceType: type,
    Timestamp,
    ResourceStatus: status,
    ...(reason === undefined ? {} : { ResourceStatusReason: reason }),
  });
  return Timestamp;
}

/** No two events of a stack have the same time: who follows them asks for what came after the last one (the SAM CLI does). */
function timeAfter(last: StackEvent | undefined, now: number): Date {
  return new Date(Math.max(now, (last?.Timestamp?.getTime() ?? 0) + 1));
}
