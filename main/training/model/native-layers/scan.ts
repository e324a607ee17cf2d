import { matMul, split, stack, unstack, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { cells, type CellStep, type ReadyCell } from './cells';
import { masksOf, type CallOptions } from './native-layer';
import { cellMask, type Cell, type Outcome, type RecurrentLayer, type Sequence } from './recurrent-layer';

/** Whether we know the cell. */
export function isScannable({ cell }: RecurrentLayer): boolean {
  return cell.getClassName() in cells;
}

/** What the cell makes of the inputs alone, for all time steps in one product; for each, parts [batch, width]. */
function projections(
  { kernel }: Cell,
  x: Tensor,
  { inputBias: bias, widths }: ReadyCell,
): readonly (readonly Tensor[])[] {
  const [batch, steps, features] = x.shape as [number, number, number];
  const product = matMul(x.transpose([1, 0, 2]).reshape([steps * batch, features]), kernel.read() as Tensor2D);
  const projected = bias ? product.add(bias) : product;
  const parts = widths.length === 1 ? [projected] : split(projected, [...widths], 1);
  const byStep = parts.map((part) => unstack(part.reshape([steps, batch, part.shape[1]!])));
  return byStep[0]!.map((_, step) => byStep.map((part) => part[step]!));
}

type StepMask = { readonly counts: Tensor; readonly stays: Tensor };

/** For each time step: 1 for rows that take part in it, and 1 for those that keep their states. */
function stepMasks({ goBackwards }: RecurrentLayer, options: CallOptions): readonly StepMask[] | undefined {
  const [given] = masksOf(options);
  if (!given) return undefined;
  const ordered = goBackwards ? given.reverse(1) : given;
  const counts = ordered.cast('float32').transpose().expandDims(2);
  const stays = unstack(counts.neg().add(1));
  return unstack(counts).map((each, step) => ({ counts: each, stays: stays[step]! }));
}

function masked(step: CellStep, mask: StepMask | undefined): CellStep {
  if (!mask) return step;
  return (projected, states) =>
    step(projected, states).map((after, index) => after.mul(mask.counts).add(states[index]!.mul(mask.stays)));
}

/** Any cell of Keras, step by step, but for the product with the inputs. */
export function runScan(layer: RecurrentLayer, { x, states: initial, options }: Sequence): Outcome {
  const { cell } = layer;
  const [batch] = x.shape as [number];
  const dropped = cellMask([batch, cell.units], cell.recurrentDropout, cell, options.training);
  const ready = cells[cell.getClassName()]!(cell, dropped);
  const { count, step } = ready;
  const masks = stepMasks(layer, options);
  const outputs: Tensor[] = [];
  let states = initial.slice(0, count) as readonly Tensor[];
  projections(cell, x, ready).forEach((projected, index) => {
    states = masked(step, masks?.[index])(projected, states);
    outputs.push(states[0]!);
  });
  return { states, outputs: () => stack(outputs) };
}
