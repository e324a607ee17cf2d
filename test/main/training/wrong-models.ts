import { createHash } from 'node:crypto';
import '../../../main/trainer/backend';
import type { CompileOptions } from '../../../main/training/experiment';
import type { CompileSurroundings } from '../../../main/training/calls/call-options';
import { compile, type TrainableModel } from '../../../main/training/calls/public-calls';
import * as tf from '../../../main/training/tf';

const ones = { kernelInitializer: 'ones' } as const;

const dense = (units: number): tf.LayersModel =>
  tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units, name: 'out', ...ones })] });

/** A model of two features with an output of some width. */
export function oneSided(
  units: number,
  options: Partial<CompileOptions> = {},
  around: CompileSurroundings = {},
  model = dense(units),
): TrainableModel {
  return compile(model, { optimizer: 'adam', loss: 'mse', ...options }, around);
}

/** A model with the inputs `left` (two features) and `right` (one), and the outputs `up` and `down`. */
export function twoSided(options: Partial<CompileOptions> = {}): TrainableModel {
  const [left, right] = [tf.input({ shape: [2], name: 'left' }), tf.input({ shape: [1], name: 'right' })];
  const joined = tf.layers.concatenate().apply([left, right]) as tf.SymbolicTensor;
  const outputs = ['up', 'down'].map(
    (name) => tf.layers.dense({ units: 1, name, ...ones }).apply(joined) as tf.SymbolicTensor,
  );
  return compile(tf.model({ inputs: [left, right], outputs }), { optimizer: 'adam', loss: 'mse', ...options });
}

/** Of all weights and of what the optimizer keeps, bit for bit. */
export function hashOf({ compiled }: TrainableModel): string {
  const { variables, optimizer } = compiled;
  const hash = createHash('sha256').update(String(optimizer.iterations));
  const slots = [...optimizer.slots.values()].flatMap((held) => [...held.values()]);
  for (const each of [...variables.map(({ value }) => value), ...slots]) {
    const values = each.dataSync();
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}
