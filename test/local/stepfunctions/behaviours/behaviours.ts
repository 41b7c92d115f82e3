import type { Theme } from "./behaviour.ts";
import { callbacks } from "./callbacks.ts";
import { choices } from "./choices.ts";
import { contexts } from "./contexts.ts";
import { dataFlow } from "./data-flow.ts";
import { distributedMaps } from "./distributed-maps.ts";
import { errors } from "./errors.ts";
import { functions } from "./functions.ts";
import { intrinsicFunctions } from "./intrinsic-functions.ts";
import { jsonata } from "./jsonata.ts";
import { maps } from "./maps.ts";
import { parallels } from "./parallels.ts";
import { paths } from "./paths.ts";
import { retries } from "./retries.ts";
import { services } from "./services.ts";
import { sizes } from "./sizes.ts";
import { timeLimits } from "./time-limits.ts";
import { variables } from "./variables.ts";
import { waits } from "./waits.ts";

/** What AWS documents of state machines and local AWS plays, by subject. */
export const themes: readonly Theme[] = [
  ...dataFlow,
  ...paths,
  ...intrinsicFunctions,
  ...contexts,
  ...variables,
  ...jsonata,
  ...choices,
  ...waits,
  ...functions,
  ...errors,
  ...retries,
  ...timeLimits,
  ...parallels,
  ...maps,
  ...distributedMaps,
  ...services,
  ...callbacks,
  ...sizes,
];

/** How many that are. */
export const countOfBehaviours = themes.reduce((count, { behaviours }) => count + behaviours.length, 0);
