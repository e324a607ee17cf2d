import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { stepPhases, type Spread, type StepDetail, type VariableStep } from '../../contract/debug/inside-step';
import { inputNames } from '../model/model-names';
import { valuesOf } from '../metrics/running-sums';
import type { ComputedStep } from '../step/step';
import type { PendingStep } from '../inside-step/pending-step';
import { tensorNorm, totalsOf } from '../measures/statistics';

/** Minimum, maximum and mean of the finite numbers of a tensor, and how many are not. */
function spreadOf(tensor: Tensor): Spread {
  const { min, max, mean, notFinite } = totalsOf(tensor.dataSync());
  return { min, max, mean, notFinite };
}

function variableSteps({ compiled }: PendingStep, { gradients, update }: ComputedStep, hasUpdate: boolean) {
  return compiled.trainable.map(({ name, value }): VariableStep => {
    const gradient = gradients.get(name);
    const next = hasUpdate ? update.get(name)?.value : undefined;
    return {
      name,
      shape: value.shape,
      weightNorm: tensorNorm(value),
      ...(gradient && { gradientNorm: tensorNorm(gradient) }),
      ...(next && { updateNorm: tidy(() => tensorNorm(next.sub(value))) }),
    };
  });
}

/** What is known of a step before it is written, up to the phase that the run stands in. */
export function stepDetail(pending: PendingStep, step: number): StepDetail {
  const { compiled, batch, epoch, index, phase, computed, file, batchMs, times } = pending;
  const has = (wanted: (typeof stepPhases)[number]): boolean => stepPhases.indexOf(phase) >= stepPhases.indexOf(wanted);
  const names = inputNames(compiled.model);
  const described = (name: string, tensor: Tensor) => ({ name, shape: tensor.shape, values: spreadOf(tensor) });
  const variables = computed && has('gradients') ? variableSteps(pending, computed, has('update')) : undefined;
  return {
    step: step + 1,
    epoch,
    batch: index,
    model: compiled.name,
    phase,
    rows: batch.rows,
    ...(file !== undefined && { file }),
    ...(batchMs !== undefined && { batchMs }),
    ...(computed && has('forward') && times && { times }),
    learningRate: compiled.optimizer.learningRate,
    inputs: batch.xs.map((tensor, at) => described(names[at]!, tensor)),
    ...(computed &&
      has('forward') && {
        outputs: computed.results.predictions.map((tensor, at) => described(compiled.outputs[at]!.name, tensor)),
      }),
    ...(computed && has('loss') && { own: valuesOf(compiled.series, computed.sums) }),
    ...(variables && { variables, gradientNorm: Math.hypot(...variables.map(({ gradientNorm = 0 }) => gradientNorm)) }),
  };
}
