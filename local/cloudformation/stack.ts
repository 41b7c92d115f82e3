import type {
  Change,
  ChangeSetSummary,
  Output,
  ResourceStatus,
  StackEvent,
  StackStatus,
  Tag,
} from "@aws-sdk/client-cloudformation";
import type { StackResource } from "./intrinsic-functions.ts";
import type { StackPlan } from "./stack-plan.ts";
import type { ResourceDeclaration } from "./template.ts";

/** A resource of a stack that is there, and all that changing, keeping or deleting it takes. */
export interface LiveResource extends StackResource {
  readonly logicalId: string;
  /** As the template had it when it was last deployed. */
  readonly declaration: ResourceDeclaration;
  /** As the template wants them, resolved. */
  readonly properties: Record<string, unknown>;
  /** As its service got them: with its name, and a definition filled in. */
  readonly prepared: Record<string, unknown>;
  /** Which of the logical id's resources it is (`ResourceSeed`). */
  readonly again: string;
  /** The logical ids it refers to: they are deleted after it. */
  readonly needs: ReadonlySet<string>;
}

/** By logical id. */
export type LiveResources = ReadonlyMap<string, LiveResource>;

/** How far a resource has come, as the API tells it. */
export interface ResourceProgress {
  readonly logicalId: string;
  readonly type: string;
  /** Once it is made. */
  physicalId: string | undefined;
  status: ResourceStatus;
  statusReason: string | undefined;
  changedAt: Date;
}

/** What somebody wants a stack to be. */
export interface StackRevision {
  /** As it was written. */
  readonly original: string;
  readonly plan: StackPlan;
  readonly capabilities: readonly string[];
  readonly tags: readonly Tag[];
}

/** A change that is planned, and that somebody may yet execute. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly type: "CREATE" | "UPDATE";
  readonly createdAt: Date;
  readonly status: "CREATE_COMPLETE" | "FAILED";
  readonly statusReason: string | undefined;
  executionStatus: NonNullable<ChangeSetSummary["ExecutionStatus"]>;
  readonly changes: readonly Change[];
  /** Undefined when the template cannot be deployed. */
  readonly revision: StackRevision | undefined;
  readonly original: string;
}

/** A stack: one that is there, is being changed, or was. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  /** How many stacks of its name there were before. */
  readonly life: number;
  readonly createdAt: Date;
  updatedAt: Date | undefined;
  deletedAt: Date | undefined;
  status: StackStatus;
  statusReason: string | undefined;
  /** Undefined while it is only a change set's. */
  revision: StackRevision | undefined;
  outputs: readonly Output[];
  /** In the order CloudFormation began to make them. */
  readonly progress: Map<string, ResourceProgress>;
  /** The oldest first. */
  readonly events: StackEvent[];
  /** By name, the oldest first. */
  readonly changeSets: Map<string, ChangeSet>;
  resources: LiveResources;
  /** How many resources have had to be named otherwise than the first of their logical id. */
  renamings: number;
}
