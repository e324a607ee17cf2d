import { matMul, split, stack, unstack, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { cells, type ReadyCell } from './cells';
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
  const [steps, batch, features] = x.shape as [number, number, number];
  const product = matMul(x.reshape([steps * batch, features]), kernel.read() as Tensor2D);
  const projected = bias ? product.add(bias) : product;
  const parts = widths.length === 1 ? [projected] : split(projected, [...widths], 1);
  const byStep = parts.map((part) => unstack(part.reshape([steps, batch, part.shape[1]!])));
  return byStep[0]!.map((_, step) => byStep.map((part) => part[step]!));
}

/** Any cell of Keras, step by step, but for the product with the inputs. */
export function runScan(layer: RecurrentLayer, { x, states: initial, options }: Sequence): Outcome {
  const { cell } = layer;
  const [, batch] = x.shape as [number, number];
  const dropped = cellMask([batch, cell.units], cell.recurrentDropout, cell, options.training);
  const ready = cells[cell.getClassName()]!(cell, dropped);
  const { count, step } = ready;
  const after: (readonly Tensor[])[] = [];
  let states = initial.slice(0, count) as readonly Tensor[];
  for (const projected of projections(cell, x, ready)) {
    states = step(projected, states);
    after.push(states);
  }
  return { last: () => states, all: () => states.map((_, index) => stack(after.map((each) => each[index]!))) };
}
