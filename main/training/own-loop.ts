import type { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../contract/errors';
import { batchValues } from './batch-values';
import type { CompiledModel } from './compiled-model';
import { prepareBatch } from './data/prepare-batch';
import type { BatchData, BatchValues, ExperimentContext, LoopTools, TrainOnBatchOptions } from './experiment';
import { predictOnBatch, testOnBatch, trainStep, type TrainedBatch } from './train-on-batch';

/** What a run does around the calls of an own loop. */
export type LoopObserver = {
  /** Awaited before each call. */
  enter(): Promise<void>;
  /** Updates of the run so far. */
  readonly step: number;
  /** Takes over the tensors of the batch. */
  trained(compiled: CompiledModel, batch: TrainedBatch): Promise<void>;
};

type Models = ReadonlyMap<string, CompiledModel>;

/** @throws CodedError `unknown-name` if there are several and none is named */
function chosen(models: Models, name: string | undefined): CompiledModel {
  const [only] = models.values();
  if (name === undefined && models.size === 1 && only) return only;
  const compiled = models.get(name ?? '');
  if (compiled) return compiled;
  throw new CodedError('unknown-name', { what: 'model', name: name ?? '', known: [...models.keys()].join(', ') });
}

function parts(x: BatchData, y: BatchData, sampleWeight: BatchData | undefined) {
  return sampleWeight === undefined ? { x, y } : { x, y, sampleWeight };
}

/** Gives an error the place of the call: its own stack holds nothing of the person's loop. */
function calledFrom(error: unknown, callSite: Error): unknown {
  if (!(error instanceof CodedError) || error.cause !== undefined) return error;
  const { code, values } = error as CodedError;
  return new CodedError(code, values, { cause: callSite });
}

/** The calls of an own loop, one at a time: a second one waits for the first, even if it is not awaited. */
export function loopTools(models: Models, context: ExperimentContext, observer: LoopObserver): LoopTools {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(act: () => Result | Promise<Result>): Promise<Result> => {
    const callSite = new Error('called here');
    const next = turn.then(async () => {
      await observer.enter();
      try {
        return await act();
      } catch (error) {
        throw calledFrom(error, callSite);
      }
    });
    turn = next.catch(() => undefined);
    return next;
  };

  const train = async <Options extends TrainOnBatchOptions>(
    x: BatchData,
    y: BatchData,
    options: Options,
  ): Promise<BatchValues<Options>> => {
    const compiled = chosen(models, options.model);
    const { classWeight } = options;
    const batch = prepareBatch(compiled, parts(x, y, options.sampleWeight), classWeight ? { classWeight } : {});
    if (options.resetMetrics ?? true) compiled.running.reset();
    const trained = trainStep(compiled, batch, observer.step);
    await observer.trained(compiled, trained);
    return batchValues(trained.means, options);
  };

  return {
    tf: context.tf,
    seed: context.seed,
    random: context.random,
    signal: context.signal,
    get epoch() {
      return context.epoch;
    },
    models: Object.fromEntries([...models].map(([name, { model }]) => [name, model])),
    trainOnBatch: (x, y, options) => inTurn(() => train(x, y, options ?? ({} as NonNullable<typeof options>))),
    testOnBatch: (x, y, options) =>
      inTurn(() => {
        const given = options ?? ({} as NonNullable<typeof options>);
        const { model, returnDict: _, ...rest }: TrainOnBatchOptions = given;
        return batchValues(testOnBatch(chosen(models, model), x, y, rest), given);
      }),
    predictOnBatch: (x, { model } = {}) =>
      inTurn((): Tensor | Tensor[] => {
        const outputs = predictOnBatch(chosen(models, model), x);
        return outputs.length === 1 ? outputs[0]! : [...outputs];
      }),
  };
}
