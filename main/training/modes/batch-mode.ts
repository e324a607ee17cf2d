import { CodedError } from '../../contract/errors';
import { closing } from '../closing';
import type { CompiledModel } from '../model/compiled-model';
import { passOver } from '../data/counted-source';
import { CutSource, type CutPlace } from '../data/cut-source';
import { prepareBatch } from '../data/prepare-batch';
import type { PreparedBatch } from '../data/prepared-batch';
import { partsOfYield } from '../data/yielded';
import { placing } from '../error-place';
import type { BatchExperiment, ExperimentContext, PlainData } from '../experiment';
import { Rewound } from '../time-travel/rewound';
import type { BatchNumber } from '../fit/training-position';
import { openSource } from './open-source';
import { cutLength, leftOf, warnOfEpochs, type ModeSurroundings, type RunMode, type RunObserver } from './run-mode';

/**
 * The batch to be trained next, and how many items were taken from the source, and batches made of them, before. `made` is
 * absent from a run that an earlier version has saved: each item was a batch.
 */
type Place = BatchNumber & { readonly taken: number; readonly made?: number };

/** Keras's `train_on_batch`, called for one batch after the other as the person lets it. */
class BatchRun {
  readonly #experiment: BatchExperiment;
  readonly #compiled: CompiledModel;
  readonly #source: CutSource;
  readonly #observer: RunObserver;
  readonly #epochs: number;
  #epoch = 0;
  #batch = 0;
  #made = 0;
  /** Where the epoch is entered, if within an item. */
  #cut: CutPlace | undefined;

  /** @param epochs at most, of data that has some */
  constructor(
    experiment: BatchExperiment,
    compiled: CompiledModel,
    source: CutSource,
    observer: RunObserver,
    epochs: number,
  ) {
    this.#experiment = experiment;
    this.#epochs = epochs;
    this.#compiled = compiled;
    this.#source = source;
    this.#observer = observer;
  }

  /** Batches of the run so far, whatever became of them. */
  get made(): number {
    return this.#made;
  }

  async run(): Promise<'finished'> {
    for (;;) {
      try {
        await this.#trainAll();
        await this.#observer.ended('finished');
        return 'finished';
      } catch (error) {
        if (!(error instanceof Rewound)) throw error;
        const { epoch, batch, cut, taken, made = taken } = error.position as Place;
        this.#source.seek(taken);
        this.#epoch = epoch;
        this.#batch = batch;
        this.#made = made;
        this.#cut = cut;
      }
    }
  }

  async #trainAll(): Promise<void> {
    const source = this.#source;
    const epochs = source.length ? this.#epochs : this.#epoch + 1;
    for (; this.#epoch < epochs; this.#epoch += 1, this.#batch = 0) await this.#trainEpoch();
  }

  async #trainEpoch(): Promise<void> {
    const source = this.#source;
    const epoch = this.#epoch;
    this.#observer.reach(epoch, this.#batch);
    await source.beginEpoch(epoch, () => source.length?.() ?? Infinity, this.#batch, this.#cut);
    this.#cut = undefined;
    if (this.#batch === 0) this.#compiled.running.reset();
    await placing(
      () => ({ epoch, batch: this.#batch }),
      async () => {
        while (!source.isOver && (await this.#trainBatch())) this.#batch += 1;
      },
    );
    if (this.#batch === 0) throw new CodedError('generator-empty', { which: 'train' });
    this.#observer.epochEnd(epoch, this.#compiled.running.values);
    await source.endEpoch();
  }

  async #trainBatch(): Promise<boolean> {
    const { classWeight } = this.#experiment;
    const compiled = this.#compiled;
    this.#observer.reach(this.#epoch, this.#batch);
    await this.#observer.enter(() => this.#place());
    const item = await this.#source.next();
    if (item === undefined) return false;
    if (this.#batch === 0) this.#observer.epochBegin(this.#epoch);
    const again = (): PreparedBatch =>
      prepareBatch(compiled, partsOfYield(item), {
        allowNotFinite: true,
        ...(classWeight && { classWeight }),
        of: { epoch: this.#epoch, batch: this.#batch },
      });
    const { askAhead } = this.#source;
    const place = {
      compiled,
      batch: again(),
      again,
      key: compiled.optimizer.iterations,
      epoch: this.#epoch,
      index: this.#batch,
      ...(askAhead && { askAhead }),
    };
    const trained = await this.#observer.train(place);
    this.#made += 1;
    if (trained) await this.#observer.batchEnd(compiled, this.#epoch, this.#batch, trained);
    return true;
  }

  #place(): PlainData {
    const source = this.#source;
    const cut = source.cut(this.#batch);
    const place = { epoch: this.#epoch, batch: this.#batch, made: this.#made, taken: source.taken() };
    return { ...place, ...(cut && { cut }) } satisfies Place;
  }
}

/** Batches as the person asks for them, as a run. @throws CodedError `user-code` if a function of the person's throws */
export async function batchMode(
  experiment: BatchExperiment,
  compiled: CompiledModel,
  context: ExperimentContext,
  { overrides, openJournal }: ModeSurroundings,
): Promise<RunMode> {
  const source = await openSource('batches', experiment, context, openJournal);
  const { epochs = Infinity, stepsPerEpoch } = overrides;
  // Where an epoch is cut to so many steps, the steps in all are.
  const whole = source.length && stepsPerEpoch === undefined ? epochs : Infinity;
  const length = { ...cutLength(overrides), ...(whole < Infinity && { epochs: whole }) };
  let training: BatchRun | undefined;
  return {
    length,
    ...leftOf(length, () => training?.made ?? 0),
    without: [],
    ahead: source.ahead,
    ...(source.peek && { peek: source.peek }),
    reaches: (position) => (position as Place).taken >= source.oldest(),
    resume: async (position) => {
      if (!source.length) await passOver(source, (position as Place).taken);
    },
    run: (observer) => {
      if (!source.length) warnOfEpochs(overrides, observer);
      const cut = new CutSource(source, compiled);
      return closing(
        () => (training = new BatchRun(experiment, compiled, cut, observer, whole)).run(),
        () => cut.close(),
      );
    },
  };
}
