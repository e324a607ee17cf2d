import type { PreflightFinding } from '../../../contract/debug/preflight';
import { reportOf } from '../../../contract/errors';
import type { CompiledModel } from '../../compiled-model';
import type { PreparedBatch } from '../../data/prepared-batch';
import { computeStep, discardStep } from '../../train-on-batch';
import { withActivations } from '../layers/activations';
import { listedLayers } from '../layers/layer-list';
import { cloneBatch } from '../layers/looked-at-step';
import { notFiniteStep } from '../sentinel/not-finite';

type Found = readonly PreflightFinding[];

/** Layers that cut off what is negative and give 0 for every row. */
function deadLayers(compiled: CompiledModel, batch: PreparedBatch): Found {
  const watched = listedLayers(compiled).filter(({ cutsOff }) => cutsOff);
  const { xs } = batch;
  return withActivations(
    { compiled, xs, key: 0 },
    watched.map(({ layer }) => layer),
    (given) =>
      watched.flatMap(({ layer, name }): Found => {
        const values = given.get(layer)?.dataSync<'float32'>();
        if (!values?.every((value) => value === 0)) return [];
        return [{ check: 'gradients', level: 'problem', code: 'dead-layer', values: { layer: name } }];
      }),
  );
}

/** Computes a step without writing it: is it finite, and does every trainable weight get a gradient? */
export function stepFindings(compiled: CompiledModel, batch: PreparedBatch): Found {
  const at = { check: 'gradients', level: 'problem' } as const;
  if (compiled.trainable.length === 0) return [{ ...at, code: 'nothing-trainable', values: {} }];
  let step;
  try {
    step = computeStep(compiled, cloneBatch(batch), compiled.optimizer.iterations);
  } catch (error) {
    return [{ check: 'step', level: 'problem', code: 'step-failed', values: { error: reportOf(error) } }];
  }
  try {
    const bad = notFiniteStep(compiled, step);
    if (bad) return [{ check: 'step', level: 'problem', code: 'not-finite', values: bad }];
    const without = compiled.trainable.filter(({ name }) => {
      const gradient = step.gradients.get(name);
      return !gradient?.dataSync<'float32'>().some((value) => value !== 0);
    });
    const dead = deadLayers(compiled, batch);
    if (without.length === 0 || dead.length > 0) return dead;
    return [{ ...at, code: 'no-gradient', values: { variables: without.map(({ name }) => name) } }];
  } finally {
    discardStep(compiled, step);
  }
}
