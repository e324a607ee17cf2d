import type { CompiledModel } from '../model/compiled-model';
import type { ExperimentContext, LoopExperiment, PlainData } from '../experiment';
import { readCarried, writeCarried, type ModelState } from '../model/state';
import { loopTools, trainCall, type LoopCall, type LoopObserver } from '../calls/custom-loop';
import type { Journal } from '../time-travel/journal';
import { Rewound } from '../time-travel/rewound';
import { hashWithoutTests } from '../time-travel/snapshot';
import { cutLength, leftOf, warnOfEpochs, type ModeSurroundings, type RunMode, type RunObserver } from './run-mode';

type Models = ReadonlyMap<string, CompiledModel>;
/** Calls of `trainOnBatch` that count as made. */
type Place = { readonly calls: number };

/**
 * Stands between the loop and the gate. The loop's own variables can't be put back, so the loop stays where it is: a run
 * that has gone back makes the calls again that it had made, and only then lets the loop go on.
 */
class LoopRun {
  readonly #models: Models;
  readonly #journal: Journal | undefined;
  readonly #observer: RunObserver;
  #calls = 0;
  /** Sums of metrics that tests since the last training call of the loop have left. */
  readonly #tested = new Map<CompiledModel, readonly number[]>();
  /** What stateful layers carried on when the loop made its present call. */
  #left: ReadonlyMap<CompiledModel, ModelState['weights']> = new Map();

  constructor(models: Models, journal: Journal | undefined, observer: RunObserver) {
    this.#models = models;
    this.#journal = journal;
    this.#observer = observer;
  }

  /** Calls that count as made. */
  get calls(): number {
    return this.#calls;
  }

  /** What the calls of the loop go through. */
  get around(): LoopObserver {
    const observer = this.#observer;
    const calls = (): number => this.calls;
    return {
      enter: () => this.#enter(),
      staying: (call) => this.#staying(call),
      carried: (compiled) => this.#left.get(compiled),
      called: (call, isTrained) => {
        this.#journal?.add(call);
        this.#calls += 1;
        if (isTrained) this.#tested.clear();
      },
      tested: (compiled) => void this.#tested.set(compiled, compiled.running.sums),
      get step() {
        return observer.step;
      },
      get calls() {
        return calls();
      },
      train: (compiled, batch, again) =>
        observer.train({ compiled, batch, key: observer.step, epoch: 0, index: this.#calls, again }),
      trained: (compiled, trained) => {
        if (observer.step === 0) observer.epochBegin(0);
        // A spread with a field behind it has a hidden class of its own in each step.
        return observer.batchEnd(compiled, 0, this.#calls, Object.assign({}, trained, { means: {} }));
      },
    };
  }

  #enter(): Promise<void> {
    this.#left = this.#carried();
    return this.#standing(() => this.#pass());
  }

  /** After the loop has come to its end: from there, too, the run can go back, and make its calls again. */
  end(): Promise<void> {
    this.#left = this.#carried();
    return this.#standing(() => this.#observer.ended('finished'));
  }

  /** @param isBack whether the run has gone back since the loop made its present call */
  async #standing(stand: () => Promise<void>, isBack = false): Promise<void> {
    for (let hasLeft = isBack; ; hasLeft = true) {
      try {
        await this.#again();
        if (hasLeft) for (const [compiled, values] of this.#left) writeCarried(compiled, values);
        return await stand();
      } catch (error) {
        this.#goBack(error);
      }
    }
  }

  #pass(): Promise<void> {
    this.#observer.reach(0, this.#calls);
    return this.#observer.enter(() => this.#place());
  }

  /** What the stateful layers of all models carry on now. */
  #carried(): ReadonlyMap<CompiledModel, ModelState['weights']> {
    const carried = new Map<CompiledModel, ModelState['weights']>();
    if (!this.#journal) return carried;
    for (const compiled of this.#models.values()) {
      const values = readCarried(compiled);
      if (values) carried.set(compiled, values);
    }
    return carried;
  }

  /** @throws what is no {@link Rewound} */
  #goBack(thrown: unknown): void {
    if (!(thrown instanceof Rewound)) throw thrown;
    this.#calls = (thrown.position as Place).calls;
  }

  async #staying<Result>(call: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        this.#goBack(error);
        await this.#standing(() => this.#pass(), true);
      }
    }
  }

  async #again(): Promise<void> {
    while (this.#journal && this.#calls < this.#journal.end) {
      await this.#pass();
      await trainCall(this.#models, this.#journal.at(this.#calls) as LoopCall, this.around);
      this.#calls += 1;
    }
    for (const [compiled, sums] of this.#tested) compiled.running.sums = sums;
  }

  #place(): PlainData {
    return { calls: this.#calls } satisfies Place;
  }
}

/** The person's custom loop as a run. */
export function loopMode(
  experiment: LoopExperiment,
  models: Models,
  context: ExperimentContext,
  { overrides, openJournal }: ModeSurroundings,
): RunMode {
  const journal = openJournal?.('loop');
  const length = cutLength(overrides);
  let training: LoopRun | undefined;
  return {
    length,
    ...leftOf(length, () => training?.calls ?? 0),
    hash: hashWithoutTests,
    without: ['loop'],
    reaches: (position) => (position as Place).calls >= (journal?.first ?? 0),
    run: async (observer) => {
      warnOfEpochs(overrides, observer);
      training = new LoopRun(models, journal, observer);
      await experiment.loop(loopTools(models, context, training.around));
      await training.end();
      return 'finished';
    },
  };
}
