import type { ConditionSources } from './condition-sources';
import type { MathName } from './condition-types';
import type { Arithmetic, Comparison } from './tree';

type NumberOf = (sources: ConditionSources) => number;

/** An operator between two numbers. */
export function arithmeticOf(operator: Arithmetic, left: NumberOf, right: NumberOf): NumberOf {
  switch (operator) {
    case '+':
      return (sources) => left(sources) + right(sources);
    case '-':
      return (sources) => left(sources) - right(sources);
    case '*':
      return (sources) => left(sources) * right(sources);
    case '/':
      return (sources) => left(sources) / right(sources);
    case '%':
      return (sources) => left(sources) % right(sources);
    case '**':
      return (sources) => left(sources) ** right(sources);
  }
}

/** A comparison; false with NaN. */
export function comparisonOf(
  operator: Comparison,
  left: NumberOf,
  right: NumberOf,
): (sources: ConditionSources) => boolean {
  switch (operator) {
    case '<':
      return (sources) => left(sources) < right(sources);
    case '<=':
      return (sources) => left(sources) <= right(sources);
    case '>':
      return (sources) => left(sources) > right(sources);
    case '>=':
      return (sources) => left(sources) >= right(sources);
  }
}

/** The same with a number that is written out, which most have: a call less with every batch. */
export function comparisonWith(
  operator: Comparison,
  left: NumberOf,
  value: number,
): (sources: ConditionSources) => boolean {
  switch (operator) {
    case '<':
      return (sources) => left(sources) < value;
    case '<=':
      return (sources) => left(sources) <= value;
    case '>':
      return (sources) => left(sources) > value;
    case '>=':
      return (sources) => left(sources) >= value;
  }
}

type NumberFunction = Exclude<MathName, 'isNaN' | 'isFinite'>;

const ofOne: { readonly [Name in Exclude<NumberFunction, 'min' | 'max'>]: (value: number) => number } = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  log: Math.log,
  exp: Math.exp,
  floor: Math.floor,
  round: Math.round,
};

/** A function of numbers. */
export function functionOf(name: MathName, values: readonly NumberOf[]): NumberOf {
  if (name === 'min') return values.reduce((left, right) => (sources) => Math.min(left(sources), right(sources)));
  if (name === 'max') return values.reduce((left, right) => (sources) => Math.max(left(sources), right(sources)));
  if (name === 'isNaN' || name === 'isFinite') throw new TypeError(`${name} yields no number`);
  const [compute, value] = [ofOne[name], values[0]!];
  return (sources) => compute(value(sources));
}
