import type { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { Logs } from '../../contract/training-event';
import { batchValues } from './batch-values';
import {
  checkArguments,
  customLoopRules,
  testOnBatchRules,
  trainOnBatchRules,
  type ArgumentRules,
} from '../check-arguments';
import type { CompiledModel } from '../model/compiled-model';
import { writeCarried, type ModelState } from '../model/state';
import { prepareBatch } from '../data/prepare-batch';
import type { PreparedBatch } from '../data/prepared-batch';
import type {
  BatchData,
  BatchValues,
  ExperimentContext,
  LoopTools,
  CustomLoopOptions,
  TestOnBatchOptions,
  TrainOnBatchOptions,
} from '../experiment';
import { unknownModel } from '../names';
import { predictOnBatch, testOnBatch, type TrainedBatch } from '../step/train-on-batch';

type TrainOptions = TrainOnBatchOptions & CustomLoopOptions;
type TestOptions = TestOnBatchOptions & CustomLoopOptions;

/** One call of `trainOnBatch`, as it was made: it can be made again. */
export type LoopCall = {
  readonly x: BatchData;
  readonly y: BatchData;
  readonly options: TrainOptions;
  /** The sums of the metrics that it adds to: calls of `testOnBatch`, which are not made again, have a part in them. */
  readonly sums?: readonly number[];
  /** What stateful layers carried into it: tests change that, too, and the loop itself may have. */
  readonly carried?: ModelState['weights'];
};

/** What a run does around the calls of a custom loop. */
export type LoopObserver = {
  /** Awaited before each call. */
  enter(): Promise<void>;
  /** Makes a call, and again if the run goes to another step of its history meanwhile: the loop waits in the call. */
  staying<Result>(call: () => Promise<Result>): Promise<Result>;
  /** What a call is to begin with if it is made again, beside what the training has left. */
  carried(compiled: CompiledModel): ModelState['weights'] | undefined;
  /** Hears of each call that was made. @param isTrained false if it was discarded */
  called(call: LoopCall, isTrained: boolean): void;
  /** Hears of each call that has changed the sums of a model's metrics and nothing else. */
  tested(compiled: CompiledModel): void;
  /** Updates of the run so far. */
  readonly step: number;
  /** Calls of `trainOnBatch` so far, discarded ones among them. */
  readonly calls: number;
  /**
   * @param again makes the batch once more
   * @returns undefined if the update was discarded
   */
  train(compiled: CompiledModel, batch: PreparedBatch, again: () => PreparedBatch): Promise<TrainedBatch | undefined>;
  /** Takes over the tensors of the batch. */
  trained(compiled: CompiledModel, batch: TrainedBatch): Promise<void>;
};

type Models = ReadonlyMap<string, CompiledModel>;

const trainRules: ArgumentRules = { ...trainOnBatchRules, ...customLoopRules };
const testRules: ArgumentRules = { ...testOnBatchRules, ...customLoopRules };

/** @throws CodedError `unknown-name` if there are several and none is named */
function chosen(models: Models, name: string | undefined): CompiledModel {
  const [only] = models.values();
  if (name === undefined && models.size === 1 && only) return only;
  const compiled = models.get(name ?? '');
  if (compiled) return compiled;
  throw unknownModel(models, name ?? '');
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

/**
 * Trains on what a call was given.
 * @returns values since the metrics were last reset; undefined if it was discarded: all is as if it had not been made then
 */
export async function trainCall(
  models: Models,
  { x, y, options, sums, carried }: LoopCall,
  observer: Pick<LoopObserver, 'calls' | 'train' | 'trained'>,
): Promise<Logs | undefined> {
  const compiled = chosen(models, options.model);
  const { running } = compiled;
  const { classWeight } = options;
  const again = (): PreparedBatch =>
    prepareBatch(compiled, parts(x, y, options.sampleWeight), {
      allowNotFinite: true,
      ...(classWeight && { classWeight }),
      of: { epoch: 0, batch: observer.calls },
    });
  const batch = again();
  if (carried) writeCarried(compiled, carried);
  if (sums) running.sums = sums;
  const before = running.sums;
  if (options.resetMetrics ?? true) running.reset();
  const trained = await observer.train(compiled, batch, again);
  if (!trained) {
    running.sums = before;
    return undefined;
  }
  await observer.trained(compiled, trained);
  return trained.means;
}

/** The options of a call. @throws CodedError `unknown-field` or `wrong-argument` */
function checkedOptions<Options extends object>(given: Options | null | undefined, rules: ArgumentRules): Options {
  const options = given ?? ({} as Options);
  checkArguments(options, rules);
  return options;
}

/** The calls of a custom loop, one at a time: a second one waits for the first, even if it is not awaited. */
export function loopTools(models: Models, context: ExperimentContext, observer: LoopObserver): LoopTools {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Options extends object, Result>(
    given: Options | undefined,
    rules: ArgumentRules,
    act: (options: Options) => Result | Promise<Result>,
  ): Promise<Result> => {
    const callSite = new Error('called here');
    const next = turn.then(async () => {
      await observer.enter();
      try {
        return await act(checkedOptions(given, rules));
      } catch (error) {
        throw calledFrom(error, callSite);
      }
    });
    turn = next.catch(() => undefined);
    return next;
  };

  const train = async <Options extends TrainOptions>(
    x: BatchData,
    y: BatchData,
    options: Options,
  ): Promise<BatchValues<Options>> => {
    const goesOn = options.resetMetrics === false;
    const compiled = chosen(models, options.model);
    const carried = observer.carried(compiled);
    const call = { x, y, options, ...(goesOn && { sums: compiled.running.sums }), ...(carried && { carried }) };
    const means = await observer.staying(() => trainCall(models, call, observer));
    observer.called(call, means !== undefined);
    return batchValues(means ?? compiled.running.values, options);
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
    trainOnBatch: (x, y, options) => inTurn(options, trainRules, (given) => train(x, y, given)),
    testOnBatch: (x, y, options) =>
      inTurn(options, testRules, (given) => {
        const { model, returnDict: _, ...rest }: TestOptions = given;
        const compiled = chosen(models, model);
        const means = testOnBatch(compiled, x, y, rest);
        observer.tested(compiled);
        return batchValues(means, given);
      }),
    predictOnBatch: (x, options) =>
      inTurn(options, customLoopRules, ({ model }): Tensor | Tensor[] => {
        const outputs = predictOnBatch(chosen(models, model), x);
        return outputs.length === 1 ? outputs[0]! : [...outputs];
      }),
  };
}
