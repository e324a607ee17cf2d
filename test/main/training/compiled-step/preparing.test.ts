import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import type { GeneratorExperiment } from '../../../../main/training/experiment';
import * as tf from '../../../../main/training/tf';
import { open } from '../session/session-fixture';

/** Reads the values of its input with training off only. */
class Peeking extends tf.layers.Layer {
  static readonly className = 'Peeking';

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { readonly training?: boolean } = {}): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!training) input.dataSync();
    return input.mul(1);
  }
}

const experiment = (first: () => tf.layers.Layer): GeneratorExperiment => ({
  name: 'prepared',
  model: () => tf.sequential({ layers: [first(), tf.layers.dense({ units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  *train() {
    for (const rows of [3, 3, 2]) yield [tf.ones([rows, 4]), tf.ones([rows, 1])];
  },
  *validation() {
    for (;;) yield [tf.ones([3, 4]), tf.ones([3, 1])];
  },
  stepsPerEpoch: 3,
  validationSteps: 2,
});

async function eventsOf(first: () => tf.layers.Layer): Promise<readonly TrainingEvent[]> {
  const { session, events } = await open(experiment(first));
  session.run();
  expect((await session.done).status).toBe('finished');
  session.dispose();
  return events;
}

const told = (events: readonly TrainingEvent[]) =>
  events.flatMap((event): string[] => {
    if (event.type === 'preparing') return [event.isPreparing ? 'preparing' : 'prepared'];
    return event.type === 'batch-end' ? [`batch ${event.step}`] : [];
  });

const sentences = (events: readonly TrainingEvent[], code: 'computes' | 'evaluates') =>
  events.flatMap((event) => (event.type === 'log' && event.message.code === code ? [event.message.values] : []));

describe('making a graph', () => {
  it('is told before and after, for each shape and for the evaluation', async () => {
    const events = await eventsOf(() => tf.layers.dense({ inputShape: [4], units: 2 }));
    const once = ['preparing', 'prepared'];
    expect(told(events)).toEqual([...once, 'batch 1', 'batch 2', ...once, 'batch 3', ...once]);
    expect(sentences(events, 'computes')).toEqual([{ model: '', mode: { kind: 'compiled' } }]);
    expect(sentences(events, 'evaluates')).toEqual([]);
  });

  it('is said to fail where only the evaluation has to run operation by operation', async () => {
    const events = await eventsOf(() => new Peeking({ inputShape: [4] } as object));
    expect(sentences(events, 'computes')).toEqual([{ model: '', mode: { kind: 'compiled' } }]);
    expect(sentences(events, 'evaluates')).toMatchObject([{ model: '', reason: { code: 'reads-values' } }]);
  });
});
