import { CodedError, type ErrorReport } from '../contract/errors';
import type { Logs } from '../contract/training-event';
import type { CompiledModel } from './compiled-model';
import { batchSource, type BatchSource } from './data/batch-source';
import { prepareBatch } from './data/prepare-batch';
import { partsOfYield } from './data/yielded';
import type { BatchExperiment, Experiment, ExperimentContext, GeneratorExperiment, LoopExperiment } from './experiment';
import { fitGenerator } from './fit-generator';
import { loopTools } from './own-loop';
import type { RunLength } from './run-plan';
import { trainStep, type TrainedBatch } from './train-on-batch';
import { runUserCode } from './user-code';

/** What a way of training tells the session, and what it waits for. */
export type RunObserver = {
  /** Awaited before each batch is asked for. @throws RunEnded */
  enter(): Promise<void>;
  /** Updates of the run so far. */
  readonly step: number;
  epochBegin(epoch: number): void;
  /** Takes over the tensors of the batch. */
  batchEnd(compiled: CompiledModel, epoch: number, batch: number, trained: TrainedBatch): Promise<void>;
  epochEnd(epoch: number, logs: Logs): void;
  warn(warning: ErrorReport): void;
  /** The epoch that the person's functions see. */
  setEpoch(epoch: number): void;
};

/** One of the three ways of training, ready to run. */
export type RunMode = {
  readonly length: RunLength;
  run(observer: RunObserver): Promise<'finished' | 'out-of-data'>;
};

export type RunOverrides = { readonly epochs?: number; readonly stepsPerEpoch?: number };
type Models = ReadonlyMap<string, CompiledModel>;

/** Asks the person's function for its data; a generator's own code does not run before its first batch. */
async function openSource(
  where: 'train' | 'validation' | 'batches',
  experiment: GeneratorExperiment | BatchExperiment,
  context: ExperimentContext,
): Promise<BatchSource> {
  const open = (experiment as { readonly [name: string]: unknown })[where] as GeneratorExperiment['train'];
  const shuffle = where !== 'validation' && (!('train' in experiment) || (experiment.shuffle ?? true));
  const data = await runUserCode({ where }, () => open.call(experiment, context));
  return batchSource(data, { where, seed: context.seed, shuffle });
}

async function generatorMode(
  experiment: GeneratorExperiment,
  compiled: CompiledModel,
  context: ExperimentContext,
  overrides: RunOverrides,
): Promise<RunMode> {
  const train = await openSource('train', experiment, context);
  const validation = experiment.validation && (await openSource('validation', experiment, context));
  const { validationSteps, validationFreq, classWeight, callbacks, initialEpoch = 0 } = experiment;
  const epochs = overrides.epochs ?? experiment.epochs ?? 1;
  const given = overrides.stepsPerEpoch ?? experiment.stepsPerEpoch;
  const stepsPerEpoch = given ?? train.length?.();
  if (stepsPerEpoch === undefined) throw new CodedError('steps-needed', { which: 'stepsPerEpoch' });
  if (validation && validationSteps === undefined && !validation.length) {
    throw new CodedError('steps-needed', { which: 'validationSteps' });
  }
  const totalSteps = Math.max(0, epochs - initialEpoch) * stepsPerEpoch;
  return {
    length: { initialEpoch, epochs, stepsPerEpoch, totalSteps },
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
        observer: {
          beforeBatch: (epoch) => {
            observer.setEpoch(epoch);
            return observer.enter();
          },
          beforeTestBatch: () => observer.enter(),
          epochBegin: (epoch) => observer.epochBegin(epoch),
          batchEnd: (epoch, batch, trained) => observer.batchEnd(compiled, epoch, batch, trained),
          epochEnd: (epoch, logs) => observer.epochEnd(epoch, logs),
          warn: (warning) => observer.warn(warning),
        },
      });
      return isOutOfData ? 'out-of-data' : 'finished';
    },
  };
}

/** Steps that a run without epochs is cut to from outside. */
function cutLength({ epochs = 1, stepsPerEpoch }: RunOverrides): RunLength {
  return stepsPerEpoch === undefined ? { initialEpoch: 0 } : { initialEpoch: 0, totalSteps: epochs * stepsPerEpoch };
}

async function batchMode(
  { classWeight }: BatchExperiment,
  compiled: CompiledModel,
  source: BatchSource,
  overrides: RunOverrides,
): Promise<RunMode> {
  const options = classWeight ? { classWeight } : {};
  const trainBatch = async (observer: RunObserver, epoch: number, batch: number): Promise<boolean> => {
    await observer.enter();
    const item = await source.next();
    if (item === undefined) return false;
    if (batch === 0) observer.epochBegin(epoch);
    const prepared = prepareBatch(compiled, partsOfYield(item), options);
    const trained = trainStep(compiled, prepared, compiled.optimizer.iterations);
    await observer.batchEnd(compiled, epoch, batch, trained);
    return true;
  };
  return {
    length: cutLength(overrides),
    run: async (observer) => {
      try {
        for (let epoch = 0; ; epoch += 1) {
          observer.setEpoch(epoch);
          source.beginEpoch(epoch);
          compiled.running.reset();
          let batch = 0;
          while (batch < (source.length?.() ?? Infinity) && (await trainBatch(observer, epoch, batch))) batch += 1;
          if (batch === 0) throw new CodedError('generator-empty', { which: 'train' });
          observer.epochEnd(epoch, compiled.running.values);
          await source.endEpoch();
          if (!source.length) return 'finished';
        }
      } finally {
        await source.close();
      }
    },
  };
}

function loopMode(
  experiment: LoopExperiment,
  models: Models,
  context: ExperimentContext,
  overrides: RunOverrides,
): RunMode {
  return {
    length: cutLength(overrides),
    run: async (observer) => {
      const tools = loopTools(models, context, {
        enter: () => observer.enter(),
        get step() {
          return observer.step;
        },
        trained: (compiled, trained) => {
          if (observer.step === 0) observer.epochBegin(0);
          return observer.batchEnd(compiled, 0, observer.step, { ...trained, means: {} });
        },
      });
      await experiment.loop(tools);
      return 'finished';
    },
  };
}

/**
 * Makes an experiment ready to run in its way.
 * @throws CodedError `steps-needed`, or `user-code` if a function of the person's throws
 */
export async function openMode(
  experiment: Experiment,
  models: Models,
  context: ExperimentContext,
  overrides: RunOverrides,
): Promise<RunMode> {
  const [first] = models.values();
  if ('train' in experiment) return generatorMode(experiment, first!, context, overrides);
  if ('loop' in experiment) return loopMode(experiment, models, context, overrides);
  return batchMode(experiment, first!, await openSource('batches', experiment, context), overrides);
}
