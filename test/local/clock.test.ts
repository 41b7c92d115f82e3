import { describe, expect, it } from "vitest";
import { realClock, sleep, VirtualClock } from "../../local/clock.ts";

const day = 86_400_000;

describe("VirtualClock", () => {
  it("fires timers in the order they are due, each at its own time", async () => {
    const clock = new VirtualClock(0);
    const fired: [string, number][] = [];
    clock.startTimer(20, () => fired.push(["later", clock.now()]));
    clock.startTimer(10, () => fired.push(["sooner", clock.now()]));
    await clock.advance(30);
    expect(fired).toEqual([
      ["sooner", 10],
      ["later", 20],
    ]);
    expect(clock.now()).toBe(30);
  });

  it("fires timers that are started by timers", async () => {
    const clock = new VirtualClock(0);
    const fired: number[] = [];
    const tick = () => {
      fired.push(clock.now());
      clock.startTimer(10, tick);
    };
    clock.startTimer(10, tick);
    await clock.advance(35);
    expect(fired).toEqual([10, 20, 30]);
  });

  it("does not fire a timer that was cancelled", async () => {
    const clock = new VirtualClock(0);
    const fired: string[] = [];
    clock.startTimer(10, () => fired.push("never")).cancel();
    await clock.advance(20);
    expect(fired).toEqual([]);
  });

  it("plays sixty days of waiting in no time", async () => {
    const clock = new VirtualClock(0);
    const wait = async () => {
      for (let passed = 0; passed < 60; passed++) await sleep(clock, day);
      return "done";
    };
    expect(await clock.playUntil(wait())).toBe("done");
    expect(clock.now()).toBe(60 * day);
  });

  it("passes on what the work it plays throws", async () => {
    const clock = new VirtualClock(0);
    const fail = async () => {
      await sleep(clock, day);
      throw new Error("after a day");
    };
    await expect(clock.playUntil(fail())).rejects.toThrow("after a day");
  });
});

describe("sleep", () => {
  it("ends with the signal's reason when it is aborted", async () => {
    const clock = new VirtualClock(0);
    const controller = new AbortController();
    const slept = sleep(clock, day, controller.signal);
    controller.abort(new Error("stopped"));
    await expect(slept).rejects.toThrow("stopped");
  });

  it("does not begin when the signal is aborted already", async () => {
    await expect(sleep(new VirtualClock(0), day, AbortSignal.abort(new Error("stopped")))).rejects.toThrow("stopped");
  });
});

describe("realClock", () => {
  it("runs as many times faster as it is told", async () => {
    const clock = realClock({ speed: 100_000 });
    const before = clock.now();
    await sleep(clock, 1_000_000); // 10 ms of real time
    expect(clock.now() - before).toBeGreaterThanOrEqual(1_000_000);
  });

  it("fires no timer before its time, though setTimeout does at times", async () => {
    const clock = realClock({ speed: 1_000 });
    const early: number[] = [];
    const timers = Array.from({ length: 2_000 }, (_, at) => {
      const due = clock.now() + at * 10;
      return sleep(clock, at * 10).then(() => clock.now() < due && early.push(due - clock.now()));
    });
    await Promise.all(timers);
    expect(early).toEqual([]);
  });

  it("does not fire a timer of 60 days at once, though setTimeout cannot hold it", async () => {
    const clock = realClock();
    let fired = false;
    const timer = clock.startTimer(60 * day, () => {
      fired = true;
    });
    await sleep(clock, 5);
    timer.cancel();
    expect(fired).toBe(false);
  });
});
