import type { ProcessMetric } from 'electron';

/** What the measuring is made with. */
export type WindowLoadParts = {
  readonly processes: () => readonly Pick<ProcessMetric, 'pid' | 'type' | 'cpu'>[];
  readonly cores: number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Hears the share of the machine's whole processor time, 0 to 1. */
  readonly tell: (share: number) => void;
};

const interval = 2000;
/** Types of the window's processes; training and the network have others. */
const kinds: readonly string[] = ['Browser', 'Tab', 'GPU'];

/** Measures, once in two seconds while it is on, what the processes of the window take of the machine. */
export class WindowLoad {
  readonly #parts: WindowLoadParts;
  #timer: NodeJS.Timeout | undefined;
  /** Seconds of processor time so far, by process. */
  #used = new Map<number, number>();
  #at = 0;

  constructor(parts: WindowLoadParts) {
    this.#parts = parts;
  }

  set isOn(isOn: boolean) {
    if (isOn === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!isOn) return;
    this.#measure();
    this.#timer = setInterval(() => this.#parts.tell(this.#measure()), interval);
  }

  /** @returns the share since the last time; of a process that is new, nothing is known */
  #measure(): number {
    const { processes, cores, now } = this.#parts;
    const [before, began] = [this.#used, this.#at];
    this.#used = new Map();
    this.#at = now();
    let seconds = 0;
    for (const { pid, type, cpu } of processes()) {
      if (!kinds.includes(type) || cpu.cumulativeCPUUsage === undefined) continue;
      this.#used.set(pid, cpu.cumulativeCPUUsage);
      seconds += cpu.cumulativeCPUUsage - (before.get(pid) ?? cpu.cumulativeCPUUsage);
    }
    return seconds / ((Math.max(1, this.#at - began) / 1000) * cores);
  }
}
