import { engine, reshape, util, type Tensor } from '@tensorflow/tfjs-core';
import { defineGradient } from './gradients';

type Axes = { readonly axis?: number | number[] };

/** Gives each value that went into a reduction the gradient of its result, without a tensor of ones. */
function spread(dy: Tensor, { shape }: Tensor, axes: readonly number[]): Tensor {
  const kept = reshape(
    dy,
    shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
  );
  return engine().runKernel('NativeBroadcastTo', { x: kept }, { shape: [...shape] });
}

defineGradient('Sum', (dy, [x], attributes) => {
  const axes = util.parseAxisParam((attributes as Axes).axis!, x!.shape);
  return { x: () => spread(dy, x!, axes) };
});

defineGradient('Mean', (dy, [x], attributes) => {
  const axes = util.parseAxisParam((attributes as Axes).axis!, x!.shape);
  const count = axes.reduce((product, axis) => product * x!.shape[axis]!, 1);
  return { x: () => spread(dy.div(count), x!, axes) };
});
