import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import type { CompileOptions } from '../../../../main/training/experiment';
import { compile } from '../../../../main/training/calls/public-calls';
import * as tf from '../../../../main/training/tf';

type Options = Omit<CompileOptions, 'optimizer' | 'loss'> & { readonly loss?: CompileOptions['loss'] };

function names(options: Options, units: readonly number[] = [1]): readonly string[] {
  const x = tf.input({ shape: [2] });
  const outputs = units.map((width, index) => {
    return tf.layers.dense({ units: width, name: `out${index}`, activation: 'sigmoid' }).apply(x) as tf.SymbolicTensor;
  });
  const model = tf.model({ inputs: x, outputs });
  return compile(model, { optimizer: 'sgd', loss: 'meanSquaredError', ...options }).metricsNames;
}

describe('names of metrics', () => {
  it('number objects that have no name of their own', () => {
    const metrics = [{ name: 'auc' }, { name: 'auc', as: 'own' }, { name: 'auc', curve: 'PR' }];
    expect(names({ metrics })).toEqual(['loss', 'auc', 'own', 'auc_1']);
  });

  it('number words by themselves, one for each output', () => {
    const both = { metrics: ['Precision', { name: 'Recall' }], weightedMetrics: ['Precision'] };
    expect(names(both)).toEqual(['loss', 'precision', 'recall', 'precision_1']);
    const own = names({ metrics: ['Precision'] }, [1, 1]).slice(3);
    expect(own).toEqual(['out0_precision', 'out1_precision_1']);
  });

  it('keep the number of an object that is for every output', () => {
    const metrics = [{ name: 'Precision' }, { name: 'Precision' }];
    const own = names({ metrics }, [1, 1]).slice(3);
    expect(own).toEqual(['out0_precision', 'out0_precision_1', 'out1_precision', 'out1_precision_1']);
  });

  it('say of a weighted one that it is, if its name is taken', () => {
    const both = { metrics: ['mae'], weightedMetrics: ['mae', 'mse'] };
    expect(names(both)).toEqual(['loss', 'mae', 'weighted_mae', 'mse']);
    expect(names(both, [1, 1]).slice(-3)).toEqual(['out1_mae', 'out1_weighted_mae', 'out1_mse']);
  });

  it('count the values of one that has several', () => {
    const metrics = [{ name: 'F1Score' }, { name: 'Recall', thresholds: [0.2, 0.4] }];
    const own = names({ metrics }, [3]).slice(1);
    expect(own).toEqual(['f1_score_0', 'f1_score_1', 'f1_score_2', 'recall_0', 'recall_1']);
  });

  it('may not be the same', () => {
    expect(() => names({ metrics: ['mae', 'mae'] })).toThrow('wrong-hyperparameter');
  });
});

describe('a loss that is not reduced', () => {
  const loss = { name: 'meanSquaredError', reduction: 'none' };

  it('stands alone or beside others like it', () => {
    expect(names({ loss })).toEqual(['loss']);
    expect(names({ loss: [loss, loss] }, [1, 1])).toEqual(['loss', 'out0_loss', 'out1_loss']);
  });

  it('is refused beside one that is reduced', () => {
    expect(() => names({ loss: [loss, 'meanSquaredError'] }, [1, 1])).toThrow('wrong-hyperparameter');
  });

  it('is refused where weights are regularized', () => {
    const kernelRegularizer = tf.regularizers.l2({ l2: 0.1 });
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelRegularizer })] });
    expect(() => compile(model, { optimizer: 'sgd', loss })).toThrow('wrong-hyperparameter');
  });
});
