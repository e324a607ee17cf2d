import type { Named } from '../experiment';
import { partsOf, Registry, requireGiven, withDefaults } from '../names';

/** The learning rate by the number of updates that came before, in float32 as Keras computes it. */
export type Schedule = (iterations: number) => number;

type Make = (given: { readonly [name: string]: unknown }) => Schedule;

const float = Math.fround;
const common = { initialLearningRate: 0, decaySteps: 1 };

/** Decay over the share of `decaySteps` that has passed; `staircase` counts whole ones only. */
function byPassed(
  given: { readonly [name: string]: unknown },
  rate: (initial: number, decayRate: number, passed: number) => number,
): Schedule {
  requireGiven(given, ['initialLearningRate', 'decaySteps', 'decayRate']);
  const decay = withDefaults(given, { ...common, decayRate: 0, staircase: false });
  return (iterations) => {
    const passed = float(iterations / decay.decaySteps);
    const counted = decay.staircase ? Math.floor(passed) : passed;
    return float(rate(float(decay.initialLearningRate), float(decay.decayRate), counted));
  };
}

const inverseTime: Make = (given) =>
  byPassed(given, (initial, rate, passed) => initial / float(1 + float(rate * passed)));

const exponential: Make = (given) => byPassed(given, (initial, rate, passed) => initial * float(rate ** passed));

const polynomial: Make = (given) => {
  requireGiven(given, ['initialLearningRate', 'decaySteps']);
  const decay = withDefaults(given, { ...common, endLearningRate: 0.0001, power: 1, cycle: false });
  const end = float(decay.endLearningRate);
  const height = float(float(decay.initialLearningRate) - end);
  return (iterations) => {
    const rounds = decay.cycle && iterations > 0 ? Math.ceil(float(iterations / decay.decaySteps)) : 1;
    const length = float(decay.decaySteps * rounds);
    const passed = float((decay.cycle ? iterations : Math.min(iterations, length)) / length);
    return float(float(height * float(float(1 - passed) ** float(decay.power))) + end);
  };
};

const piecewiseConstant: Make = (given) => {
  requireGiven(given, ['boundaries', 'values']);
  const { boundaries, values } = withDefaults(given, { boundaries: [] as number[], values: [] as number[] });
  return (iterations) => {
    const at = boundaries.findIndex((boundary) => iterations <= Math.trunc(boundary));
    return float(values[at === -1 ? values.length - 1 : at]!);
  };
};

/** From 1 at 0 to `alpha` at 1, along half a cosine. */
function cosine(passed: number, height: number, alpha: number): number {
  const wave = float(float(0.5 * height) * float(1 + float(Math.cos(float(float(Math.PI) * passed)))));
  return float(float(float(1 - alpha) * wave) + float(alpha));
}

const cosineDecay: Make = (given) => {
  requireGiven(given, ['initialLearningRate', 'decaySteps']);
  const decay = withDefaults(given, {
    ...common,
    alpha: 0,
    warmupTarget: undefined as number | undefined,
    warmupSteps: 0,
  });
  const initial = float(decay.initialLearningRate);
  const fall = (from: number, iterations: number): number =>
    float(from * cosine(float(Math.min(iterations, decay.decaySteps) / decay.decaySteps), 1, decay.alpha));
  const { warmupTarget, warmupSteps } = decay;
  if (warmupTarget === undefined) return (iterations) => fall(initial, iterations);
  const target = float(warmupTarget);
  return (iterations) => {
    if (iterations >= warmupSteps) return fall(target, iterations - warmupSteps);
    return float(float(float(target - initial) * float(iterations / warmupSteps)) + initial);
  };
};

/** Which restart it is and how much of it has passed, where each is `factor` times as long as the one before. */
function restart(passed: number, factor: number): readonly [index: number, passed: number] {
  if (factor === 1) return [Math.floor(passed), float(passed - Math.floor(passed))];
  const growth = float(1 - float(passed * float(1 - factor)));
  const index = Math.floor(float(float(Math.log(growth)) / float(Math.log(factor))));
  const length = float(factor ** index);
  const before = float(float(1 - length) / float(1 - factor));
  return [index, float(float(passed - before) / length)];
}

const cosineDecayRestarts: Make = (given) => {
  requireGiven(given, ['initialLearningRate', 'firstDecaySteps']);
  const defaults = { initialLearningRate: 0, firstDecaySteps: 1, tMul: 2, mMul: 1, alpha: 0 };
  const decay = withDefaults(given, defaults);
  return (iterations) => {
    const [index, passed] = restart(float(iterations / decay.firstDecaySteps), float(decay.tMul));
    const height = float(float(decay.mMul) ** index);
    return float(float(decay.initialLearningRate) * cosine(passed, height, decay.alpha));
  };
};

const registry = new Registry<Make>('schedule', {
  exponential_decay: exponential,
  inverse_time_decay: inverseTime,
  polynomial_decay: polynomial,
  piecewise_constant_decay: piecewiseConstant,
  cosine_decay: cosineDecay,
  cosine_decay_restarts: cosineDecayRestarts,
});

/**
 * A schedule by Keras name.
 * @throws CodedError `unknown-name`, `wrong-hyperparameter`
 */
export function findSchedule(named: Named): Schedule {
  const { name, given } = partsOf(named);
  const { as: _, ...hyperparameters } = given;
  return registry.find(name)(hyperparameters);
}
