import type { Logs } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import type { EpochLengths } from '../data/cut-source';
import type { Callback, ExperimentContext, GeneratorExperiment } from '../experiment';
import { evaluateGenerator } from '../fit/evaluate-generator';
import { fitGenerator } from '../fit/fit-generator';
import type { FitObserver } from '../fit/fit-options';
import { passOver, stepsOf } from '../data/counted-source';
import type { TrainingPlace } from '../fit/training-position';
import type { SeekableSource } from '../time-travel/recorded-source';
import { openSource } from './open-source';
import type { ModeSurroundings, RunMode, RunObserver } from './run-mode';

/** Callbacks that are told of epochs or batches and keep no state that could be put back. */
function stateless(callbacks: readonly Callback[]): readonly string[] {
  const own = callbacks.filter(({ getState, setState }) => !getState || !setState);
  return own.map((callback) => (callback.constructor === Object ? 'callback' : callback.constructor.name));
}

/** Counts the batches to come; lengths of epochs are those that were told last. */
class EpochsLeft {
  readonly #epochs: number;
  #epoch: number;
  #batch = 0;
  lengths: EpochLengths;

  constructor({ initialEpoch, epochs }: { readonly initialEpoch: number; readonly epochs: number }, steps: number) {
    this.#epoch = initialEpoch;
    this.#epochs = epochs;
    this.lengths = { ofThis: steps, ofNext: steps };
  }

  get count(): number {
    const { ofThis, ofNext } = this.lengths;
    return ofThis - this.#batch + Math.max(0, this.#epochs - this.#epoch - 1) * ofNext;
  }

  reach(epoch: number, batch: number): void {
    if (epoch !== this.#epoch) this.lengths = { ...this.lengths, ofThis: this.lengths.ofNext };
    this.#epoch = epoch;
    this.#batch = batch;
  }

  /** All batches of the epoch are trained: it is being validated. */
  endEpoch(): void {
    this.#batch = this.lengths.ofThis;
  }
}

/** What a training by generator tells the run. */
function fitObserver(compiled: CompiledModel, observer: RunObserver, left: EpochsLeft): FitObserver {
  return {
    beforeBatch: (epoch, batch, capture) => {
      observer.reach(epoch, batch);
      left.reach(epoch, batch);
      return observer.enter(capture);
    },
    beforeTestBatch: () => {
      left.endEpoch();
      return observer.enter();
    },
    train: (batch) => observer.train({ compiled, key: compiled.optimizer.iterations, ...batch }),
    lengths: (lengths) => {
      left.lengths = lengths;
      observer.epochLength(lengths.ofThis);
    },
    epochBegin: (epoch) => observer.epochBegin(epoch),
    batchEnd: (epoch, batch, trained) => observer.batchEnd(compiled, epoch, batch, trained),
    epochEnd: (epoch, logs, early) => observer.epochEnd(epoch, logs, early),
    trainEnd: (isOutOfData) => observer.ended(isOutOfData ? 'out-of-data' : 'finished'),
    warn: (warning) => observer.warn(warning),
    saved: (folder) => observer.saved(folder),
  };
}

/**
 * Evaluates a model on its validation data and leaves both as they were.
 * @returns undefined if the data had ended before
 */
async function validateNow(
  compiled: CompiledModel,
  source: SeekableSource,
  steps: number | undefined,
): Promise<Logs | undefined> {
  const taken = source.taken();
  const { sums } = compiled.running;
  try {
    const logs = await evaluateGenerator(compiled, { source, ...(steps !== undefined && { steps }) });
    return logs && Object.fromEntries(Object.entries(logs).map(([key, value]) => [`val_${key}`, value]));
  } finally {
    compiled.running.sums = sums;
    source.seek(taken);
  }
}

/** Keras's `fit_generator` as a run. @throws CodedError `steps-needed`, or `user-code` if a function of the person's throws */
export async function generatorMode(
  experiment: GeneratorExperiment,
  compiled: CompiledModel,
  context: ExperimentContext,
  { overrides, openJournal }: ModeSurroundings,
): Promise<RunMode> {
  const train = await openSource('train', experiment, context, openJournal);
  const validation = experiment.validation && (await openSource('validation', experiment, context, openJournal));
  const { validationSteps, validationFreq, classWeight, callbacks, initialEpoch = 0 } = experiment;
  const epochs = overrides.epochs ?? experiment.epochs ?? 1;
  const given = overrides.stepsPerEpoch ?? experiment.stepsPerEpoch;
  const stepsPerEpoch = stepsOf(given, train, 'stepsPerEpoch');
  if (validation) stepsOf(validationSteps, validation, 'validationSteps');
  const left = new EpochsLeft({ initialEpoch, epochs }, stepsPerEpoch);
  let resumes = false;
  return {
    left: () => left.count,
    length: { initialEpoch, epochs, stepsPerEpoch, totalSteps: Math.max(0, epochs - initialEpoch) * stepsPerEpoch },
    without: stateless(callbacks ?? []),
    ahead: train.ahead,
    ...(train.peek && { peek: train.peek }),
    ...(validation?.peek && { peekValidation: validation.peek }),
    ...(validation && { validate: () => validateNow(compiled, validation, validationSteps) }),
    reaches: (position) => {
      const { taken } = position as unknown as TrainingPlace;
      return taken.train >= train.oldest() && taken.validation >= (validation?.oldest() ?? 0);
    },
    resume: async (position) => {
      const { taken } = position as unknown as TrainingPlace;
      resumes = true;
      // A sequence is entered at its epoch; of a generator all that was taken is passed over.
      if (!train.length) await passOver(train, taken.train);
      if (validation && !validation.length) await passOver(validation, taken.validation);
    },
    run: async (observer) => {
      const { isOutOfData } = await fitGenerator(compiled, {
        train,
        epochs,
        initialEpoch,
        ...(given !== undefined && { stepsPerEpoch: given }),
        ...(validation && { validation }),
        ...(validationSteps !== undefined && { validationSteps }),
        ...(validationFreq !== undefined && { validationFreq }),
        ...(classWeight && { classWeight }),
        ...(callbacks && { callbacks }),
        resumes,
        observer: fitObserver(compiled, observer, left),
      });
      return isOutOfData ? 'out-of-data' : 'finished';
    },
  };
}
