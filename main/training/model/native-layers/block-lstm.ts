import { concat, customGrad, engine, zeros, type Tensor } from '@tensorflow/tfjs-core';
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
export function isBlockLstm({ cell }: RecurrentLayer, { mask, training }: CallOptions): boolean {
  const isStandard =
    cell.activation.getClassName() === 'tanh' && cell.recurrentActivation?.getClassName() === 'sigmoid';
  return isStandard && !mask && !(training && cell.recurrentDropout > 0) && mayUseNativeGradients();
}

/** Gradients of a run by its inputs, from those of all outputs and, if that was asked for, of the last cell state. */
function gradients(run: Run, [i, cs, f, o, ci, co, hs]: readonly Tensor[], dhs: Tensor, dc?: Tensor): Tensor[] {
  const [steps, ...state] = dhs.shape as [number, ...number[]];
  const before = dc && steps > 1 ? [zeros([steps - 1, ...state])] : [];
  const inputs = {
    ...run,
    i: i!,
    cs: cs!,
    f: f!,
    o: o!,
    ci: ci!,
    co: co!,
    hs: hs!,
    dcs: dc ? concat([...before, dc]) : zeros([steps, ...state]),
    dhs,
  };
  const [dx, dc0, dh0, dw, , , , db] = engine().runKernel<Tensor[]>('NativeBlockLstmGrad', inputs);
  return [dx!, dc0!, dh0!, dw!, db!];
}

/** All outputs [time, batch, units] and, if it is wanted, the last cell state behind them. */
function runBlock({ x, c, h, w, b }: Run, withCell: boolean): Tensor {
  return customGrad((...given: unknown[]) => {
    const [x1, c1, h1, w1, b1, save] = given as [Tensor, Tensor, Tensor, Tensor, Tensor, (tensors: Tensor[]) => void];
    const run = { x: x1, c: c1, h: h1, w: w1, b: b1 };
    const results = engine().runKernel<Tensor[]>('NativeBlockLstm', run);
    save([x1, c1, h1, w1, b1, ...results]);
    const [steps] = x1.shape as [number];
    const [cells, outputs] = [results[1]!, results[6]!];
    return {
      value: withCell ? concat([outputs, cells.slice([steps - 1, 0, 0], [1, -1, -1])]) : outputs,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [x2, c2, h2, w2, b2, ...parts] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor, ...Tensor[]];
        const before = { x: x2, c: c2, h: h2, w: w2, b: b2 };
        if (!withCell) return gradients(before, parts, dy);
        const dhs = dy.slice([0, 0, 0], [steps, -1, -1]);
        return gradients(before, parts, dhs, dy.slice([steps, 0, 0], [1, -1, -1]));
      },
    };
  })(x, c, h, w, b);
}

/** An LSTM with Keras's standard activations as one operation over all time steps, forward and back. */
export function runBlockLstm({ cell, stateful, returnState }: RecurrentLayer, { x, states }: Sequence): Outcome {
  const [h, c] = states as [Tensor, Tensor];
  const w = concat([cell.kernel.read(), cell.recurrentKernel.read()]);
  const b = cell.bias ? cell.bias.read() : zeros([4 * cell.units]);
  const withCell = stateful || returnState;
  const all = runBlock({ x: x.transpose([1, 0, 2]), c, h, w, b }, withCell);
  const [, steps] = x.shape as [number, number];
  const at = (step: number): Tensor => all.slice([step, 0, 0], [1, -1, -1]).squeeze([0]);
  return {
    states: withCell ? [at(steps - 1), at(steps)] : [at(steps - 1)],
    outputs: () => (withCell ? all.slice([0, 0, 0], [steps, -1, -1]) : all),
  };
}
