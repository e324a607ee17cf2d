import { concat, customGrad, engine, zeros, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { mayUseNativeGradients } from '../native-gradients';
import type { CallOptions } from './native-layer';
import type { Outcome, RecurrentLayer, Sequence } from './recurrent-layer';

type Run = {
  readonly x: Tensor;
  readonly c: Tensor;
  readonly h: Tensor;
  readonly w: Tensor;
  readonly b: Tensor;
};

/** Whether an LSTM is one that TensorFlow has an operation for. */
export function isBlockLstm({ cell }: RecurrentLayer, { training }: CallOptions): boolean {
  const isStandard =
    cell.activation.getClassName() === 'tanh' && cell.recurrentActivation?.getClassName() === 'sigmoid';
  return isStandard && !(training && cell.recurrentDropout > 0) && mayUseNativeGradients();
}

/** Gradients of a run by its inputs, from those of all outputs and, if that was asked for, of all cell states. */
function gradients(run: Run, [i, cs, f, o, ci, co, hs]: readonly Tensor[], dhs: Tensor, dcs: Tensor): Tensor[] {
  const inputs = { ...run, i: i!, cs: cs!, f: f!, o: o!, ci: ci!, co: co!, hs: hs!, dcs, dhs };
  const [dx, dc0, dh0, dw, , , , db] = engine().runKernel<Tensor[]>('NativeBlockLstmGrad', inputs);
  return [dx!, dc0!, dh0!, dw!, db!];
}

/** All outputs [time, batch, units] and, if they are wanted, all cell states behind them. */
function runBlock({ x, c, h, w, b }: Run, withCells: boolean): Tensor {
  return customGrad((...given: unknown[]) => {
    const [x1, c1, h1, w1, b1, save] = given as [Tensor, Tensor, Tensor, Tensor, Tensor, (tensors: Tensor[]) => void];
    const run = { x: x1, c: c1, h: h1, w: w1, b: b1 };
    const results = engine().runKernel<Tensor[]>('NativeBlockLstm', run);
    save([x1, c1, h1, w1, b1, ...results]);
    const [cells, outputs] = [results[1]!, results[6]!];
    return {
      value: withCells ? concat([outputs, cells]) : outputs,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [x2, c2, h2, w2, b2, ...parts] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor, ...Tensor[]];
        const [dhs, dcs] = withCells ? dy.split(2) : [dy, zerosLike(dy)];
        return gradients({ x: x2, c: c2, h: h2, w: w2, b: b2 }, parts, dhs!, dcs!);
      },
    };
  })(x, c, h, w, b);
}

/** An LSTM with Keras's standard activations as one operation over all time steps, forward and back. */
export function runBlockLstm({ cell, stateful, returnState }: RecurrentLayer, { x, states }: Sequence): Outcome {
  const [h, c] = states as [Tensor, Tensor];
  const w = concat([cell.kernel.read(), cell.recurrentKernel.read()]);
  const b = cell.bias ? cell.bias.read() : zeros([4 * cell.units]);
  const withCells = stateful || returnState;
  const both = runBlock({ x, c, h, w, b }, withCells);
  const all = withCells ? both.split(2) : [both];
  return {
    last: () => all.map((each) => each.slice([x.shape[0]! - 1, 0, 0], [1, -1, -1]).squeeze([0])),
    all: () => all,
  };
}
