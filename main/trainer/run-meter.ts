import { isTraining, stepOf } from '../contract/run-state';
import type { TrainingEvent } from '../contract/training-event';

const rateMs = 2000;
const etaMs = 10_000;
/** Between two samples: a fast run has few of them too. */
const sampleMs = 20;

type Sample = { readonly time: number; readonly step: number };

/** How fast a run goes, told from its events. */
export class RunMeter {
  readonly #now: () => number;
  #samples: Sample[] = [];
  #totalSteps: number | undefined;
  #step = 0;
  /** Of the newest update. */
  #time = 0;
  #isRunning = false;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Completed updates. */
  get step(): number {
    return this.#step;
  }

  observe(event: TrainingEvent): void {
    if (event.type === 'plan') this.#totalSteps = event.plan.totalSteps;
    if (event.type === 'batch-end') this.#sample(event.step);
    if (event.type === 'state') {
      const isRunning = isTraining(event.state);
      // Gone back, it goes on from where it stands now; one that runs says only where it began.
      if (!isRunning) this.#step = stepOf(event.state);
      // Standing still is not slowness: the time of a pause counts for nothing.
      if (isRunning && !this.#isRunning) this.#samples = [{ time: this.#now(), step: this.#step }];
      this.#isRunning = isRunning;
    }
  }

  /** Updates per second over about the last two seconds; 0 while nothing runs. */
  get batchesPerSecond(): number {
    return this.#isRunning ? this.#rate(rateMs) : 0;
  }

  /** Estimated milliseconds to the end, by the pace of about the last ten seconds. */
  get etaMs(): number | undefined {
    if (this.#totalSteps === undefined) return undefined;
    const rate = this.#rate(etaMs);
    return rate > 0 ? ((this.#totalSteps - this.#step) / rate) * 1000 : undefined;
  }

  #sample(step: number): void {
    const time = this.#now();
    this.#step = step;
    this.#time = time;
    if (time < (this.#samples.at(-1)?.time ?? -Infinity) + sampleMs) return;
    this.#samples.push({ time, step });
    const firstKept = this.#samples.findIndex((sample) => sample.time >= time - etaMs);
    if (firstKept > 1) this.#samples.splice(0, firstKept - 1);
  }

  #rate(span: number): number {
    const now = this.#now();
    const recent = this.#samples.find(({ time }) => time >= now - span);
    if (!recent || this.#time < now - span || this.#step === recent.step) return 0;
    return ((this.#step - recent.step) / Math.max(1, now - recent.time)) * 1000;
  }
}
