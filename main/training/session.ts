import { memory } from '@tensorflow/tfjs-core';
import type { BatchDetail } from '../contract/batch-detail';
import { isLegal, type CommandId } from '../contract/commands';
import { CodedError, reportOf, type ErrorReport, type Place } from '../contract/errors';
import type { RunState } from '../contract/run-state';
import type { Logs, RunPlan, TrainingEvent } from '../contract/training-event';
import { detailOf, type LastBatch } from './batch-detail';
import { buildModels } from './build-models';
import type { CompiledModel } from './compiled-model';
import { disposeBatch } from './data/prepared-batch';
import type { Experiment, ExperimentContext } from './experiment';
import { keyedRandom } from './random/keyed-random';
import { RunLog } from './run-log';
import { openMode, type RunMode, type RunObserver, type RunOverrides } from './run-modes';
import { planOf, seriesKey } from './run-plan';
import { RunEnded, StepGate } from './step-gate';
import { disposeResults } from './step';
import * as tf from './tf';
import type { TrainedBatch } from './train-on-batch';
import { userCodeError } from './user-code';

export type SessionOptions = {
  readonly experiment: Experiment;
  readonly file: string;
  /** Overrides the experiment's own. */
  readonly run: RunOverrides & { readonly seed?: number };
  /** Intra-op threads that TensorFlow was started with, for the record. */
  readonly threads: number;
  readonly versions: { readonly [name: string]: string };
  readonly listener: (event: TrainingEvent) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Where in the person's file an error arose. */
  readonly placeOf?: (error: unknown) => Place | undefined;
};

type SessionParts = {
  readonly options: SessionOptions;
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly mode: RunMode;
  readonly plan: RunPlan;
  readonly surroundings: Surroundings;
};

/** What the person's functions are given, with what the session moves in it. */
type Surroundings = { readonly context: ExperimentContext; readonly abort: AbortController; epoch: number };

function surroundingsOf(seed: number): Surroundings {
  const abort = new AbortController();
  const surroundings: Surroundings = {
    abort,
    epoch: 0,
    context: {
      tf,
      seed,
      random: keyedRandom(seed),
      signal: abort.signal,
      get epoch() {
        return surroundings.epoch;
      },
    },
  };
  return surroundings;
}

/**
 * Builds the models of an experiment and opens its data, up to the state `ready`.
 * @throws CodedError if a function of the person's throws or gives something that can't be trained
 */
export async function createSession(options: SessionOptions): Promise<TrainingSession> {
  const { experiment, file, run, threads, versions } = options;
  const seed = run.seed ?? experiment.seed ?? 0;
  const surroundings = surroundingsOf(seed);
  const models = await buildModels(experiment, surroundings.context);
  const mode = await openMode(experiment, models, surroundings.context, run);
  const plan = planOf({ experiment, file, seed, threads, versions, models, length: mode.length });
  return new TrainingSession({ options, models, mode, plan, surroundings });
}

/** Lets messages of the process through between two batches. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One run of an experiment, controlled by commands. Only plain numbers leave it. */
export class TrainingSession {
  readonly plan: RunPlan;
  /** The state that the run ends in; never rejects. */
  readonly done: Promise<RunState>;
  readonly #parts: SessionParts;
  readonly #log: RunLog;
  readonly #gate: StepGate;
  #finish: (state: RunState) => void = () => undefined;
  #state: RunState = { status: 'ready', step: 0 };
  #last: LastBatch | undefined;
  #batchBegan = 0;
  /** Of the batch that is being asked for or trained. */
  #place = { epoch: 0, batch: 0 };

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.plan = parts.plan;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { listener, now } = parts.options;
    this.#log = new RunLog(listener, now);
    this.#gate = new StepGate((state) => this.#say(state));
    // A generator run knows its end itself: validation follows the last step.
    if (parts.plan.mode !== 'generator') this.#gate.limit = parts.plan.totalSteps ?? Infinity;
    this.#log.send({ type: 'plan', plan: parts.plan });
    this.#log.loaded(
      parts.plan.name,
      parts.plan.models.reduce((sum, { parameters }) => sum + parameters, 0),
    );
    this.#say(this.#state);
  }

  /** Where the run stands now. */
  get state(): RunState {
    return this.#state.status === 'running' ? { ...this.#state, step: this.#gate.step } : this.#state;
  }

  /** Starts or resumes. @throws CodedError `illegal-command`, as the other commands do */
  run(): void {
    const isNew = this.#check('run') === 'ready';
    this.#gate.open();
    if (isNew) void this.#train();
  }

  /** Stands still after the batch in flight. */
  pause(): void {
    this.#check('pause');
    this.#gate.close();
  }

  /** Trains exactly `count` batches, then pauses. */
  step(count: number): void {
    const isNew = this.#check(count === 1 ? 'step' : 'stepN') === 'ready';
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`step: expected a count of 1 or more, got ${count}`);
    this.#gate.openFor(count);
    if (isNew) void this.#train();
  }

  /** Ends the run after the batch in flight; the models stay as they are. */
  stop(): void {
    this.#check('stop');
    this.#parts.surroundings.abort.abort();
    this.#gate.end();
  }

  /** The batch that was trained last; undefined before the first. */
  inspectBatch(): BatchDetail | undefined {
    return this.#last && detailOf(this.#last, this.#parts.options.experiment.columns);
  }

  /** Tensors that are alive in this process. */
  tensorCount(): number {
    return memory().numTensors;
  }

  /** Ends all tensors of the run; nothing may be called afterwards. */
  dispose(): void {
    this.#parts.surroundings.abort.abort();
    this.#forgetBatch();
    for (const { optimizer, variables } of this.#parts.models.values()) {
      optimizer.dispose();
      for (const { value } of variables) value.dispose();
    }
  }

  #check(command: CommandId): RunState['status'] {
    const { status } = this.#state;
    if (!isLegal(command, status)) throw new CodedError('illegal-command', { command, status });
    return status;
  }

  #say(state: RunState): void {
    this.#state = state;
    this.#log.state(state);
  }

  async #train(): Promise<void> {
    const end = await this.#end();
    this.#say(end);
    this.#finish(end);
  }

  /** Trains to the end, whatever it is. */
  async #end(): Promise<RunState> {
    const { signal } = this.#parts.surroundings.abort;
    try {
      const status = await this.#parts.mode.run(this.#observer());
      return { status: signal.aborted ? 'stopped' : status, step: this.#gate.step };
    } catch (error) {
      const { step } = this.#gate;
      if (signal.aborted) return { status: 'stopped', step };
      if (error instanceof RunEnded) return { status: 'finished', step };
      return { status: 'failed', step, file: this.plan.file, error: this.#report(error) };
    }
  }

  /** Which batch an exception of the person's own belongs to is said with it. */
  #report(thrown: unknown): ErrorReport {
    const error = userCodeError(thrown, { where: this.plan.mode === 'loop' ? 'loop' : 'train' });
    const report = reportOf(error, this.#parts.options.placeOf?.(error));
    if (report.code !== 'user-code' || this.plan.mode === 'loop') return report;
    return { ...report, values: { ...this.#place, ...report.values } };
  }

  #observer(): RunObserver {
    const gate = this.#gate;
    return {
      enter: async () => {
        await gate.enter();
        this.#batchBegan = this.#parts.options.now();
      },
      get step() {
        return gate.step;
      },
      setEpoch: (epoch) => {
        if (epoch !== this.#place.epoch) this.#place = { epoch, batch: 0 };
        this.#parts.surroundings.epoch = epoch;
      },
      epochBegin: (epoch) => this.#log.send({ type: 'epoch-begin', epoch, step: gate.step }),
      batchEnd: (compiled, epoch, batch, trained) => this.#batchEnd(compiled, epoch, batch, trained),
      epochEnd: (epoch, logs) => this.#log.epochEnd(epoch, gate.step, logs),
      warn: (warning) => this.#log.warning(warning),
    };
  }

  async #batchEnd(compiled: CompiledModel, epoch: number, batch: number, trained: TrainedBatch): Promise<void> {
    const step = this.#gate.step + 1;
    this.#forgetBatch();
    this.#last = { compiled, trained, step, epoch, batch };
    this.#place = { epoch, batch: batch + 1 };
    const named = (logs: Logs): Logs =>
      Object.fromEntries(
        Object.entries(logs).map(([key, value]) => [seriesKey(this.#parts.models, compiled.name, key), value]),
      );
    const ms = this.#parts.options.now() - this.#batchBegan;
    const { rows, own, means } = trained;
    this.#log.send({ type: 'batch-end', step, epoch, batch, rows, own: named(own), means: named(means), ms });
    this.#gate.stepDone();
    await macrotask();
  }

  #forgetBatch(): void {
    if (!this.#last) return;
    disposeBatch(this.#last.trained.batch);
    disposeResults(this.#last.trained.results);
    this.#last = undefined;
  }
}
