import type { PreflightFinding } from '../../../contract/debug/preflight';
import { reportOf } from '../../../contract/errors';
import type { CompiledModel } from '../../model/compiled-model';
import type { PreparedBatch } from '../../data/prepared-batch';
import type { ComputedStep } from '../../step/step';
import { computeStep, discardStep } from '../../step/train-on-batch';
import { withActivations } from '../../measures/activations';
import { listedLayers } from '../../measures/layer-list';
import { cloneBatch } from '../looked-at-batch';
import { notFiniteStep } from '../../inside-step/not-finite';
import { tensorNorm } from '../../measures/statistics';

type Found = readonly PreflightFinding[];

/** A gradient this many times smaller than the largest moves nothing. */
const vanishesFrom = 1e6;

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

/** Kernels that the gradient hardly reaches; that of a bias before a normalization is nothing but rounding. */
function vanishing({ trainable }: CompiledModel, { gradients }: ComputedStep): Found {
  const norms = trainable
    .filter(({ value }) => value.rank > 1)
    .map(({ name }) => ({ name, norm: tensorNorm(gradients.get(name)!) }));
  const most = Math.max(...norms.map(({ norm }) => norm));
  const small = norms.filter(({ norm }) => norm * vanishesFrom < most);
  if (small.length === 0) return [];
  const times = Number((most / Math.min(...small.map(({ norm }) => norm))).toPrecision(1));
  const values = { variables: small.map(({ name }) => name), times };
  return [{ check: 'gradients', level: 'warning', code: 'vanishing', values }];
}

/** Computes a step without writing it: is it finite, and does every trainable weight get a gradient? */
export function stepFindings(compiled: CompiledModel, batch: PreparedBatch): Found {
  if (compiled.trainable.length === 0) return [];
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
    if (dead.length > 0) return dead;
    if (without.length === 0) return vanishing(compiled, step);
    const variables = without.map(({ name }) => name);
    return [{ check: 'gradients', level: 'problem', code: 'no-gradient', values: { variables } }];
  } finally {
    discardStep(compiled, step);
  }
}
