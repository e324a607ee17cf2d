import { CodedError } from '../../contract/errors';
import { plainName, wrongHyperparameter } from '../names';
import type { OptimizerSettings } from './find-optimizer';
import type { Numbers } from './optimizer';

type Range = { readonly expected: string; holds(value: number): boolean };

const atLeastZero: Range = { expected: '≥ 0', holds: (value) => value >= 0 && value < Infinity };
const share: Range = { expected: '0 … 1', holds: (value) => value >= 0 && value <= 1 };
const belowOne: Range = { expected: '0 ≤ … < 1', holds: (value) => value >= 0 && value < 1 };

/** Of those that are not just at least 0. */
const ranges: { readonly [name: string]: Range } = {
  // Whatever a callback computes, as in Keras: a rate below 0 climbs, one that is not a number shows in the loss.
  learningRate: { expected: 'number', holds: (value) => typeof value === 'number' },
  momentum: share,
  emaMomentum: share,
  rho: share,
  beta1: belowOne,
  beta2: belowOne,
};

function firstValues({ rule, schedule, learningRate, clipping, weightDecay, averaging }: OptimizerSettings): Numbers {
  const { clipnorm = 0, globalClipnorm = 0, clipvalue = 0 } = clipping;
  return {
    ...(!schedule && { learningRate: Math.fround(learningRate) }),
    weightDecay,
    clipnorm,
    globalClipnorm,
    clipvalue,
    ...(averaging && { emaMomentum: averaging.momentum }),
    ...rule.hyperparameters,
  };
}

/** The numbers of an optimizer that may be changed while it works. */
export class Hyperparameters {
  readonly #first: Numbers;
  readonly #hasSchedule: boolean;
  #values: Numbers;

  constructor(settings: OptimizerSettings) {
    this.#first = firstValues(settings);
    this.#hasSchedule = settings.schedule !== undefined;
    this.#values = this.#first;
  }

  /** By name; 0 stands for no clipping and no weight decay. Without the learning rate if it follows a schedule. */
  get values(): Numbers {
    return this.#values;
  }

  /** One of the values; 0 if there is none of that name. */
  get(name: string): number {
    return this.#values[name] ?? 0;
  }

  /**
   * Sets some of them, all or none.
   * @param changes by name in any spelling of Keras
   * @throws CodedError `unknown-name`, `wrong-hyperparameter`, `learning-rate-fixed`
   */
  set(changes: Numbers): void {
    this.#values = this.#changed(this.#values, changes);
  }

  /** Those that are not what they were at first, without the learning rate; assigning takes all others back. */
  get edits(): Numbers {
    const isEdited = ([name, value]: readonly [string, number]): boolean =>
      name !== 'learningRate' && !Object.is(value, this.#first[name]);
    return Object.fromEntries(Object.entries(this.#values).filter(isEdited));
  }

  set edits(edits: Numbers) {
    const { learningRate } = this.#values;
    this.#values = this.#changed({ ...this.#first, ...(learningRate !== undefined && { learningRate }) }, edits);
  }

  #changed(values: Numbers, changes: Numbers): Numbers {
    const next = { ...values };
    for (const [name, value] of Object.entries(changes)) {
      const known = this.#known(name);
      this.#check(known, value);
      next[known] = known === 'learningRate' ? Math.fround(value) : value;
    }
    const { clipnorm = 0, globalClipnorm = 0 } = next;
    if (clipnorm > 0 && globalClipnorm > 0) throw wrongHyperparameter('globalClipnorm', '0', globalClipnorm);
    return next;
  }

  #known(name: string): string {
    const known = Object.keys(this.#values).find((each) => plainName(each) === plainName(name));
    if (known !== undefined) return known;
    if (this.#hasSchedule && plainName(name) === 'learningrate') throw new CodedError('learning-rate-fixed', {});
    const names = Object.keys(this.#values).join(', ');
    throw new CodedError('unknown-name', { what: 'hyperparameter', name, known: names });
  }

  /** What an optimizer began with is always taken back. */
  #check(name: string, value: number): void {
    if (Object.is(value, this.#first[name])) return;
    const { expected, holds } = ranges[name] ?? atLeastZero;
    if (!holds(value)) throw wrongHyperparameter(name, expected, value);
  }
}
