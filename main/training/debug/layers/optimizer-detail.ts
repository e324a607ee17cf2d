import type { OptimizerDetail, SlotFacts } from '../../../contract/debug/optimizer';
import type { CompiledModel } from '../../model/compiled-model';
import type { CompileOptions, Experiment, Named } from '../../experiment';
import type { DebugContext } from '../debug-context';
import { numbersOf } from './layers-detail';
import { totalsOf } from '../statistics';

function nameOf(named: Named): string {
  return typeof named === 'string' ? named : named.name;
}

/** What the experiment gave a model as its optimizer. */
function optimizerGiven({ model, compile }: Experiment, name: string): Named {
  const options = (typeof model === 'function' ? compile : compile[name as keyof typeof compile]) as CompileOptions;
  return options.optimizer;
}

/** Any spelling of `learningRate`, as the optimizer takes it. */
function scheduleOf(given: Named): string | undefined {
  if (typeof given === 'string') return undefined;
  const rate = Object.entries(given).find(([key]) => key.replaceAll('_', '').toLowerCase() === 'learningrate')?.[1];
  return typeof rate === 'number' || rate === undefined ? undefined : nameOf(rate as Named);
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
    const given = optimizerGiven(experiment, model);
    const schedule = optimizer.hasSchedule ? scheduleOf(given) : undefined;
    return {
      model,
      name: nameOf(given),
      iterations: optimizer.iterations,
      learningRate: optimizer.learningRate,
      ...(schedule !== undefined && { schedule }),
      hyperparameters: optimizer.hyperparameters,
      edited: Object.keys(optimizer.edits),
      variables: slotsOf(compiled),
    };
  });
}
