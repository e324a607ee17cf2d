import type {
  CompileOptions,
  ExperimentContext,
  GeneratorExperiment,
  Yielded,
} from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';

/** Of a batch. */
export const rows = 32;
/** Numbers of a row. */
export const width = 4;

type Setup = {
  readonly activation?: 'softmax' | 'sigmoid' | 'relu' | 'linear' | 'tanh';
  readonly units?: number;
  readonly hidden?: (model: tf.layers.Layer[]) => void;
  readonly loss?: CompileOptions['loss'];
  readonly optimizer?: CompileOptions['optimizer'];
  readonly x?: (row: number[]) => number[];
  readonly y?: (label: number) => number | readonly number[];
  /** That the generator has. */
  readonly batches?: number;
  readonly repeats?: boolean;
  readonly more?: Partial<GeneratorExperiment>;
  /** Batches after which the first comes again. */
  readonly period?: number;
  readonly metrics?: CompileOptions['metrics'];
  /** Whether targets are those of other rows. */
  readonly isMixedUp?: boolean;
  /** Whether rows of a class stand together in each batch. */
  readonly isSorted?: boolean;
};

const labelOf = (row: readonly number[]): number => row.slice(0, 3).indexOf(Math.max(...row.slice(0, 3)));

/** Three classes that can be told apart: the class is the largest of the first three numbers. */
export function* data({ random }: ExperimentContext, setup: Setup): Generator<Yielded> {
  const { x = (row) => row, y = (label) => label, batches = Infinity, period = Infinity } = setup;
  for (let batch = 0; batch < batches; batch += 1) {
    const number = setup.repeats ? 0 : Number.isFinite(period) ? batch % period : batch;
    const drawn = random.uniform([rows, width], `x ${number}`, -1, 1);
    const values = drawn.arraySync() as number[][];
    drawn.dispose();
    if (setup.isSorted) values.sort((a, b) => labelOf(a) - labelOf(b));
    const labels = values.map(labelOf);
    const order = random.permutation(rows, `order ${number}`);
    const targets = setup.isMixedUp ? labels.map((_, row) => labels[order[row]!]!) : labels;
    yield [values.map(x), targets.map(y) as number[]];
  }
}

/** A training that is sound but for what is said otherwise. */
export function trained(setup: Setup = {}): GeneratorExperiment {
  const { activation = 'softmax', units = 3, hidden, loss = 'sparseCategoricalCrossentropy', optimizer } = setup;
  return {
    name: 'set up',
    model: () => {
      const layers: tf.layers.Layer[] = [
        tf.layers.dense({ name: 'hidden', units: 8, inputShape: [width], activation: 'relu' }),
      ];
      hidden?.(layers);
      layers.push(tf.layers.dense({ name: 'out', units, activation }));
      return tf.sequential({ layers });
    },
    compile: {
      optimizer: optimizer ?? { name: 'adam', learningRate: 0.01 },
      loss,
      ...(setup.metrics && { metrics: setup.metrics }),
    },
    train: (context) => data(context, setup),
    stepsPerEpoch: 10,
    epochs: 2,
    ...setup.more,
  };
}

/** A sound training with validation on other rows, which is sound but for what is said otherwise. */
export function validated(setup: Setup): GeneratorExperiment {
  function* validation(context: ExperimentContext): Generator<Yielded> {
    let batch = 0;
    // Batches that come after all those of the training.
    for (const item of data(context, { ...setup, batches: 100 + (setup.batches ?? Infinity) })) {
      if ((batch += 1) > 100) yield item;
    }
  }
  return trained({ more: { validation, validationSteps: 4 } });
}

/** Windows of a wave, one after the other, with where it goes next: down, on, or up. */
export function* series(): Generator<Yielded> {
  const at = (time: number): number => Math.sin(time / 12);
  for (let batch = 0; ; batch += 1) {
    const times = Array.from({ length: rows }, (_, row) => batch * rows + row);
    const x = times.map((time) => Array.from({ length: width }, (_, past) => at(time + past)));
    const steps = times.map((time) => at(time + width) - at(time + width - 1));
    yield [x, steps.map((step) => (step < -0.03 ? 0 : step < 0.03 ? 1 : 2))];
  }
}
