import { engine, type TensorInfo } from '@tensorflow/tfjs-core';
import { defineKernel, flag, float, runAll, typed, withInt64 } from './native';

type Inputs = { readonly [name: string]: TensorInfo };

const peephole = () => flag('use_peephole', false);

/** Runs `use` with what both operations begin with: x [time, batch, in], the states before, weights and bias. */
function withSequence<Result>({ x, c, h, w, b }: Inputs, use: (inputs: readonly TensorInfo[]) => Result): Result {
  const units = b!.shape[0]! / 4;
  const noPeephole = engine().makeTensor(new Float32Array(units), [units], 'float32');
  try {
    return withInt64(x!.shape[0]!, (steps) => use([steps, x!, c!, h!, w!, noPeephole, noPeephole, noPeephole, b!]));
  } finally {
    noPeephole.dispose();
  }
}

/**
 * An LSTM over all time steps; gates in the order of Keras.
 * `[input gate, cell states, forget gate, output gate, cell input, cell output, outputs]`, all [time, batch, units]
 */
defineKernel('NativeBlockLstm', ({ inputs }) =>
  withSequence(inputs as Inputs, (sequence) =>
    runAll('BlockLSTMV2', [typed('T', 'float32'), float('cell_clip', 0), peephole()], sequence, 7),
  ),
);

/** Its gradients: `[by x, by c, by h, by w, three of peepholes, by b]`. */
defineKernel('NativeBlockLstmGrad', ({ inputs }) => {
  const { i, cs, f, o, ci, co, hs, dcs, dhs } = inputs as Inputs;
  return withSequence(inputs as Inputs, (sequence) =>
    runAll(
      'BlockLSTMGradV2',
      [typed('T', 'float32'), peephole()],
      [...sequence, i!, cs!, f!, o!, ci!, co!, hs!, dcs!, dhs!],
      8,
    ),
  );
});
