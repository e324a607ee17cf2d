import type { OptimizerDetail, SlotFacts } from '../../../contract/debug/optimizer';
import type { Named } from '../../experiment';
import { compileOptionsOf } from '../../model/build-models';
import type { CompiledModel } from '../../model/compiled-model';
import { isNamed, partsOf, plainName } from '../../names';
import type { DebugContext } from '../debug-context';
import { numbersOf } from './layers-detail';
import { totalsOf } from '../../measures/statistics';

/** The name of the schedule that an optimizer was given as its learning rate, in any spelling of that. */
function scheduleOf(optimizer: Named): string | undefined {
  const { given } = partsOf(optimizer);
  const rate = Object.entries(given).find(([key]) => plainName(key) === 'learningrate')?.[1];
  return isNamed(rate) ? partsOf(rate).name : undefined;
}

function slotsOf({ optimizer, trainable }: CompiledModel): OptimizerDetail['variables'] {
  return trainable.map(({ name }) => ({
    name,
    slots: [...(optimizer.slots.get(name) ?? [])].map(([slot, held]): SlotFacts => {
      const { norm, min, max } = totalsOf(numbersOf(held));
      return { slot, norm, min, max };
    }),
  }));
}

/** The optimizers of all models. */
export function optimizerDetails({ models, experiment }: DebugContext): readonly OptimizerDetail[] {
  return [...models.values()].map((compiled) => {
    const { name: model, optimizer } = compiled;
    const { optimizer: given } = compileOptionsOf(experiment, model);
    const schedule = optimizer.hasSchedule ? scheduleOf(given) : undefined;
    return {
      model,
      name: partsOf(given).name,
      iterations: optimizer.iterations,
      learningRate: optimizer.learningRate,
      ...(schedule !== undefined && { schedule }),
      hyperparameters: optimizer.hyperparameters,
      edited: Object.keys(optimizer.edits),
      variables: slotsOf(compiled),
    };
  });
}
