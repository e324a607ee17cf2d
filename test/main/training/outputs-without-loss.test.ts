import { memory } from '@tensorflow/tfjs-core';
import { afterEach, expect, it } from 'vitest';
import type { ModelSettings } from '../../../main/contract/debug/edits';
import { answer } from '../../../main/training/debug/answers';
import type { GeneratorExperiment, Yielded } from '../../../main/training/experiment';
import type { TrainingSession } from '../../../main/training/session/session';
import * as tf from '../../../main/training/tf';
import { losses, open, until } from './session/session-fixture';

let session: TrainingSession | undefined;
afterEach(() => session?.dispose());

const x = Array.from({ length: 6 }, (_, row) => [Math.sin(row), Math.cos(row)]);
const kinds = [0, 1, 2, 0, 1, 2];

const experiment = (eager: boolean): GeneratorExperiment => ({
  name: 'one of two',
  seed: 1,
  model: () => {
    const input = tf.input({ shape: [2] });
    const output = (units: number, name: string, activation?: 'softmax') =>
      tf.layers.dense({ units, name, ...(activation && { activation }) }).apply(input) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: [output(2, 'spare'), output(3, 'kind', 'softmax')] });
  },
  compile: { optimizer: 'sgd', loss: [null, 'sparseCategoricalCrossentropy'], metrics: ['accuracy'] },
  *train(): Generator<Yielded> {
    for (let batch = 0; ; batch += 1) yield batch % 2 === 0 ? [x, [null, kinds]] : [x, { kind: kinds }];
  },
  stepsPerEpoch: 4,
  epochs: 1,
  eager,
});

it.each([['compiled', false] as const, ['eager', true] as const])(
  'are looked into like others, %s',
  async (_, eager) => {
    const opened = await open(experiment(eager));
    ({ session } = opened);
    session.step(2);
    await until(session, 'paused');
    const tensors = memory().numTensors;
    const context = session.debugContext();
    const ask = async (
      name: 'batch' | 'batchLook' | 'layers' | 'settings' | 'variantLosses' | 'preflight',
    ): Promise<unknown> => answer(context, name, []);
    const detail = JSON.stringify(await ask('batch'));
    expect(detail).toContain('kind');
    expect(JSON.stringify(await ask('batchLook'))).not.toContain('"error"');
    expect(await ask('layers')).toBeDefined();
    // Nothing of the spare output can be weighed, and it does not narrow the choice of losses.
    const [settings] = (await ask('settings')) as readonly ModelSettings[];
    expect(settings!.outputs).toEqual([{ name: 'kind', lossWeight: 1 }]);
    expect(await ask('variantLosses')).toContain('sparseCategoricalCrossentropy');
    expect(await ask('preflight')).toBeDefined();
    const answers = await answer(context, 'whatIf', [
      [{ withoutRows: [0] }, { loss: 'sparse_categorical_crossentropy' }],
    ]);
    expect(JSON.stringify(answers)).not.toContain('"error"');
    expect(await answer(context, 'batchFile', [])).toBeDefined();
    expect(await answer(context, 'trainAgain', [2])).toBeDefined();
    expect(memory().numTensors).toBe(tensors);
    session.run();
    expect(await session.done).toMatchObject({ status: 'finished', step: 4 });
    const [first, , , last] = losses(opened.events);
    expect(last!).toBeLessThan(first!);
  },
);
