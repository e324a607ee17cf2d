import type { Named } from '../experiment';
import { partsOf, Registry, withDefaults } from '../names';

/** The learning rate by the number of updates that came before. */
export type Schedule = (iterations: number) => number;

type Make = (given: { readonly [name: string]: unknown }) => Schedule;

const registry = new Registry<Make>('hyperparameter', {
  InverseTimeDecay: (given) => {
    const decay = withDefaults(given, { initialLearningRate: 0.01, decaySteps: 1, decayRate: 0, staircase: false });
    return (iterations) => {
      const passed = iterations / decay.decaySteps;
      return decay.initialLearningRate / (1 + decay.decayRate * (decay.staircase ? Math.floor(passed) : passed));
    };
  },
  ExponentialDecay: (given) => {
    const decay = withDefaults(given, { initialLearningRate: 0.01, decaySteps: 1, decayRate: 1, staircase: false });
    return (iterations) => {
      const passed = iterations / decay.decaySteps;
      return decay.initialLearningRate * decay.decayRate ** (decay.staircase ? Math.floor(passed) : passed);
    };
  },
});

/**
 * A schedule by Keras name.
 * @throws CodedError `unknown-name`
 */
export function findSchedule(named: Named): Schedule {
  const { name, given } = partsOf(named);
  return registry.find(name)(given);
}
