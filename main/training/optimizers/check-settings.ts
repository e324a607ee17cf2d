import { isNamed, partsOf, plainName, wrongHyperparameter } from '../names';

type Rule = { readonly expected: string; readonly accepts: (value: number) => boolean };

const fromZero: Rule = { expected: 'number >= 0', accepts: (value) => value >= 0 };
const aboveZero: Rule = { expected: 'number > 0', accepts: (value) => value > 0 };
const share: Rule = { expected: '0 … 1', accepts: (value) => value >= 0 && value <= 1 };

/** By name in camelCase; null stands for one that is not set. */
const rules: { readonly [name: string]: Rule } = {
  learningRate: fromZero,
  momentum: share,
  rho: share,
  beta1: share,
  beta2: share,
  epsilon: fromZero,
  clipnorm: fromZero,
  clipvalue: fromZero,
  globalClipnorm: fromZero,
  initialLearningRate: fromZero,
  endLearningRate: fromZero,
  decaySteps: aboveZero,
  firstDecaySteps: aboveZero,
};
const ruleOf = new Map(Object.entries(rules).map(([name, rule]) => [plainName(name), { name, rule }]));

function checkNumber(name: string, value: unknown): void {
  if (typeof value !== 'number') return; // other kinds are told by the optimizer itself
  const known = ruleOf.get(plainName(name));
  if (Number.isFinite(value) && (known?.rule.accepts(value) ?? true)) return;
  throw wrongHyperparameter(known?.name ?? name, known?.rule.expected ?? 'number', value);
}

/**
 * Checks the values of an optimizer or, as its learning rate, a schedule, before anything is made of them.
 * @throws CodedError `wrong-hyperparameter`
 */
export function checkSettings(named: unknown, what: 'optimizer' | 'learningRate' = 'optimizer'): void {
  if (!isNamed(named)) throw wrongHyperparameter(what, 'string | { name, … }', named);
  const { given } = partsOf(named);
  for (const [name, value] of Object.entries(given)) {
    checkNumber(name, value);
    if (plainName(name) === 'learningrate' && typeof value === 'object' && value !== null) {
      checkSettings(value, 'learningRate');
    }
  }
  checkSteps(given);
}

/** One value more than boundaries, as in Keras. */
function checkSteps({ boundaries, values }: { readonly [name: string]: unknown }): void {
  if (!Array.isArray(boundaries) || !Array.isArray(values) || values.length === boundaries.length + 1) return;
  throw wrongHyperparameter('values', `${boundaries.length + 1} × number`, values);
}
