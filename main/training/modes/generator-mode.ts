import { CodedError } from '../../contract/errors';
import type { CompiledModel } from '../compiled-model';
import type { Callback, ExperimentContext, GeneratorExperiment } from '../experiment';
import { fitGenerator } from '../fit-generator';
import type { FitObserver } from '../fit-options';
import { passOver, type TrainingPlace } from '../training-position';
import { openSource } from './open-source';
import type { ModeSurroundings, RunMode, RunObserver } from './run-mode';

/** Callbacks that are told of epochs or batches and keep no state that could be put back. */
function stateless(callbacks: readonly Callback[]): readonly string[] {
  const own = callbacks.filter(({ getState, setState }) => !getState || !setState);
  return own.map((callback) => (callback.constructor === Object ? 'callback' : callback.constructor.name));
}

/** What a training by generator tells the run. */
function fitObserver(compiled: CompiledModel, observer: RunObserver): FitObserver {
  return {
    beforeBatch: (epoch, _batch, capture) => {
      observer.setEpoch(epoch);
      return observer.enter(capture);
    },
    beforeTestBatch: () => observer.enter(),
    train: (batch, epoch, index, again, askAhead) => {
      const key = compiled.optimizer.iterations;
      return observer.train({ compiled, batch, key, epoch, index, again, ...(askAhead && { askAhead }) });
    },
    lengths: (epoch, batch, lengths) => observer.lengths(epoch, batch, lengths),
    epochBegin: (epoch) => observer.epochBegin(epoch),
    batchEnd: (epoch, batch, trained) => observer.batchEnd(compiled, epoch, batch, trained),
    epochEnd: (epoch, logs) => observer.epochEnd(epoch, logs),
    trainEnd: (isOutOfData) => observer.ended(isOutOfData ? 'out-of-data' : 'finished'),
    warn: (warning) => observer.warn(warning),
  };
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
  const stepsPerEpoch = given ?? train.length?.();
  if (stepsPerEpoch === undefined) throw new CodedError('steps-needed', { which: 'stepsPerEpoch' });
  if (validation && validationSteps === undefined && !validation.length) {
    throw new CodedError('steps-needed', { which: 'validationSteps' });
  }
  return {
    length: { initialEpoch, epochs, stepsPerEpoch, totalSteps: Math.max(0, epochs - initialEpoch) * stepsPerEpoch },
    without: stateless(callbacks ?? []),
    ahead: train.ahead,
    ...(train.peek && { peek: train.peek }),
    ...(validation?.peek && { peekValidation: validation.peek }),
    reaches: (position) => {
      const { taken } = position as unknown as TrainingPlace;
      return taken.train >= train.oldest() && taken.validation >= (validation?.oldest() ?? 0);
    },
    resume: async (position) => {
      const { taken } = position as unknown as TrainingPlace;
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
        observer: fitObserver(compiled, observer),
      });
      return isOutOfData ? 'out-of-data' : 'finished';
    },
  };
}
