import { Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { CompiledModel, CompiledOutput } from '../model/compiled-model';
import type { BatchData, TensorLike } from '../experiment';
import { hasLoss, withoutAxis } from '../losses/loss';
import { inputNames } from '../model/model-names';
import {
  checkClasses,
  checkFinite,
  checkRows,
  checkWeightShape,
  fittingLoss,
  shaped,
  shapeText,
  type Shape,
} from './check-batch';
import { checkClassIndices, weightsByClass, type ClassWeight } from './class-weights';
import { checkTokens, tokenCounts } from './check-tokens';
import { inOrder, targetsInOrder, weightsInOrder, type Which } from './named-data';
import { ownTensor, type ArrayPlace } from './own-tensor';
import { disposeBatch, gatherRows, withoutTarget, type PreparedBatch } from './prepared-batch';
import { changesIn, relabelled, type BatchOfRun, type RowChange } from './row-changes';
import { countRows, rowIdsOf } from './row-ids';
import type { BatchParts } from './yielded';
import { notationOf } from '../notation';

export type PrepareOptions = {
  readonly classWeight?: ClassWeight;
  /** Lets NaN and infinities through, as Keras does; by default they are an error. */
  readonly allowNotFinite?: boolean;
  /** The batch of a run that it is: rows are then changed as the person said while training. */
  readonly of?: BatchOfRun;
};

/** @throws CodedError `yield-form` for a tensor that has ended, or holds no numbers */
function checkUsable(data: Tensor): void {
  if (data.isDisposed)
    throw new CodedError('yield-form', { got: { phrase: 'disposed-tensor', tensor: notationOf(data) } });
  const { dtype } = data;
  if (dtype === 'string' || dtype === 'complex64') {
    throw new CodedError('yield-form', { got: `${notationOf(data)}, ${dtype}` });
  }
}

/** What an array of a shape is for; the shape becomes text only if it is to be said. */
class ShapedPlace implements ArrayPlace {
  readonly which: Which;
  readonly name: string;
  readonly #shape: Shape;

  constructor(which: Which, name: string, shape: Shape) {
    this.which = which;
    this.name = name;
    this.#shape = shape;
  }

  get expected(): string {
    return shapeText(this.#shape);
  }
}

/** Makes tensors and forgets none: if a check fails, those made so far end. */
class Workbench {
  readonly made: Tensor[] = [];

  own(data: TensorLike, place: ArrayPlace, then: (tensor: Tensor) => Tensor): Tensor {
    if (data instanceof Tensor) checkUsable(data as Tensor);
    const first = ownTensor(data, place);
    this.made.push(first);
    const result = then(first);
    if (result !== first) this.made.push(result);
    return result;
  }
}

/**
 * Inputs as tensors of the shapes that the model wants.
 * @throws CodedError if count, names, shapes or values are wrong
 */
export function prepareInputs({ model }: CompiledModel, x: BatchData, options: PrepareOptions = {}): readonly Tensor[] {
  return guarded((bench) => inputs(bench, model, x, options));
}

/**
 * Checks a batch against its model and makes it tensors, before anything is computed.
 * @returns a batch of no rows if all were left out
 * @throws CodedError that says what was expected and what came
 */
export function prepareBatch(compiled: CompiledModel, parts: BatchParts, options: PrepareOptions = {}): PreparedBatch {
  return guarded((bench) => {
    const xs = inputs(bench, compiled.model, parts.x, options);
    const rows = xs[0]!.shape[0]!;
    const known = rowIdsOf(parts.x);
    const rowIds = known && countRows(known) === rows ? known : undefined;
    const changes = options.of && compiled.settings.batches.rows;
    const changed = changes && changesIn(changes, rows, rowIds, options.of);
    const given = targets(bench, compiled, parts.y, rows, options);
    const ys = changed ? relabelledTargets(bench, compiled, given, changed) : given;
    const weights = sampleWeights(bench, compiled, { parts, ys, rows }, options);
    const batch = { xs, ys, weights, rows, ...(rowIds && { rowIds }) };
    return changed ? withoutSkipped(batch, changed) : batch;
  });
}

type Changed = readonly (RowChange | undefined)[];

function relabelledTargets(
  bench: Workbench,
  { outputs }: CompiledModel,
  given: readonly Tensor[],
  changed: Changed,
): readonly Tensor[] {
  return given.map((y, index) => {
    const other = relabelled(y, outputs[index]!.name, changed);
    if (!other) return y;
    y.dispose();
    bench.made.push(other);
    return other;
  });
}

function withoutSkipped(batch: PreparedBatch, changed: Changed): PreparedBatch {
  const kept = changed.flatMap((change, row) => (change?.isSkipped ? [] : [row]));
  if (kept.length === batch.rows) return batch;
  const own = gatherRows(batch, kept);
  disposeBatch(batch);
  return own;
}

function guarded<Result>(build: (bench: Workbench) => Result): Result {
  const bench = new Workbench();
  try {
    return build(bench);
  } catch (error) {
    for (const tensor of bench.made) tensor.dispose();
    throw error;
  }
}

function inputs(bench: Workbench, model: CompiledModel['model'], x: BatchData, options: PrepareOptions): Tensor[] {
  const names = inputNames(model);
  const tokens = tokenCounts(model);
  const xs = inOrder(x, names, 'x').map((data, index) => {
    const name = names[index]!;
    const { shape } = model.inputs[index]!;
    const own = bench.own(data, new ShapedPlace('x', name, shape), (first) => {
      if (first.size === 0) throw new CodedError('empty-batch', {});
      return shaped(first, shape, 'x', name);
    });
    if (!options.allowNotFinite) checkFinite(own, 'x', name);
    if (tokens[index] !== undefined) checkTokens(own, tokens[index], name);
    return own;
  });
  const rows = xs[0]!.shape[0]!;
  if (rows === 0) throw new CodedError('empty-batch', {});
  for (const each of xs) checkRows(each, rows, 'x');
  return xs;
}

function targetShaped(own: Tensor, output: CompiledOutput): Tensor {
  const { name, shape, loss } = output;
  if (loss.targets === 'free') return own;
  const fitting = (data: Tensor) => fittingLoss(data, output);
  if (loss.targets === 'like-output') return shaped(own, shape, 'y', name, fitting);
  const isColumn = own.rank === shape.length && own.shape.at(-1) === 1;
  const indices = withoutAxis(shape, loss.axis);
  return shaped(own, isColumn ? [...indices, 1] : indices, 'y', name, fitting);
}

function targets(
  bench: Workbench,
  { outputs }: CompiledModel,
  y: BatchData,
  rows: number,
  options: PrepareOptions,
): Tensor[] {
  const names = outputs.map(({ name }) => name);
  return targetsInOrder(y, names, outputs.map(hasLoss)).map((data, index) => {
    const output = outputs[index]!;
    if (data === undefined && !hasLoss(output)) {
      const none = withoutTarget(rows);
      bench.made.push(none);
      return none;
    }
    const yTrue = bench.own(data!, new ShapedPlace('y', output.name, output.shape), (own) => {
      checkRows(own, rows, 'y');
      return targetShaped(own, output);
    });
    if (output.loss.targets === 'class-index') checkClasses(yTrue, output);
    else if (!options.allowNotFinite) checkFinite(yTrue, 'y', output.name);
    return yTrue;
  });
}

function sampleWeights(
  bench: Workbench,
  { outputs }: CompiledModel,
  { parts, ys, rows }: { readonly parts: BatchParts; readonly ys: readonly Tensor[]; readonly rows: number },
  { classWeight, allowNotFinite }: PrepareOptions,
): (Tensor | undefined)[] {
  const names = outputs.map(({ name }) => name);
  const given = weightsInOrder(parts.sampleWeight, names).map((data, index) => {
    if (data === undefined) return undefined;
    const output = outputs[index]!;
    const place = { which: 'sampleWeight', name: output.name, expected: '[batch]' } as const;
    return bench.own(data, place, (own) => {
      checkRows(own, rows, place.which);
      checkWeightShape(own, ys[index]!, output);
      if (!allowNotFinite) checkFinite(own, place.which, output.name);
      return own;
    });
  });
  if (!classWeight) return given;
  if (outputs.length > 1) throw new CodedError('class-weight-outputs', { outputs: outputs.length });
  const [{ name, shape }] = outputs as [CompiledOutput];
  if (ys[0]!.rank > 2) {
    const got = shapeText(ys[0]!.shape);
    throw new CodedError('shape-mismatch', { which: 'y', name, expected: '[batch, classes]', got });
  }
  const width = shape.at(-1);
  checkClassIndices(classWeight, typeof width === 'number' && width > 1 ? width : undefined);
  const byClass = tensor1d(weightsByClass(ys[0]!, classWeight));
  bench.made.push(byClass);
  const [own] = given;
  if (!own) return [byClass];
  const column = byClass.reshape([rows, ...own.shape.slice(1).map(() => 1)]);
  const product = own.mul(column);
  for (const part of [own, byClass, column]) part.dispose();
  return [product];
}
