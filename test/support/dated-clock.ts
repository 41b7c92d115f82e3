import { vi } from "vitest";
import { VirtualClock } from "../../local/clock.ts";
import type { Service } from "../../local/http/service.ts";

/**
 * A virtual clock whose time `Date` tells too, in the whole test file: AWS and the clock of a Lambda agree. Nothing else is
 * faked, so what waits for a network waits in real time.
 */
export class DatedClock extends VirtualClock {
  constructor(start: number = Date.now()) {
    super(start);
    vi.useFakeTimers({ toFake: ["Date"], now: start });
  }

  override async advance(milliseconds: number): Promise<void> {
    await super.advance(milliseconds);
    vi.setSystemTime(this.now());
  }
}

/** A service whose answers tell the time that `Date` tells here: the SDK sets its own clock by them. */
export function dated(service: Service): Service {
  return {
    ...service,
    async handle(request) {
      const response = await service.handle(request);
      return { ...response, headers: { ...response.headers, date: new Date().toUTCString() } };
    },
  };
}
