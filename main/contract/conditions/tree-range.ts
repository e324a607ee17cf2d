import type { MathName } from './condition-types';
import type { Arithmetic, Tree } from './tree';
import {
  anything,
  between,
  compared,
  eitherWay,
  equated,
  exactly,
  isOrdinary,
  loosened,
  ofEnds,
  rising,
  union,
  type ValueRange,
} from './value-range';

/** What the leaves of a tree may come to. */
export type LeafRange = (leaf: Extract<Tree, { readonly kind: 'counter' | 'source' | 'history' }>) => ValueRange;

/** The last digits of a function's value may not rise as its argument does. */
const lastDigits = 1e-12;

/** All that an expression may come to (interval arithmetic). It may say too much, never too little. */
export function rangeOf(tree: Tree, leafRange: LeafRange): ValueRange {
  const of = (part: Tree): ValueRange => rangeOf(part, leafRange);
  switch (tree.kind) {
    case 'number':
      return exactly(tree.value);
    case 'boolean':
      return exactly(Number(tree.value));
    case 'counter':
    case 'source':
    case 'history':
      return leafRange(tree);
    case 'text':
      return anything;
    case 'has-nan':
    case 'has-row':
      return eitherWay;
    case 'rows-of-class':
      return anything;
    case 'negative':
      return rangeOfNegative(of(tree.operand));
    case 'not': {
      const { low, high } = of(tree.operand);
      return { low: 1 - high, high: 1 - low, mayBeNaN: false };
    }
    case 'arithmetic':
      return arithmetic(tree.operator, of(tree.left), of(tree.right));
    case 'comparison':
      return compared(tree.operator, of(tree.left), of(tree.right));
    case 'equality':
      return equated(tree.isEqual, of(tree.left), of(tree.right));
    case 'logic': {
      const [left, right] = [of(tree.left), of(tree.right)];
      const most = tree.operator === '&&' ? Math.min : Math.max;
      return { low: most(left.low, right.low), high: most(left.high, right.high), mayBeNaN: false };
    }
    case 'choice':
      return union(of(tree.yes), of(tree.no));
    case 'call':
      return rangeOfCall(tree.name, tree.values.map(of));
  }
}

function rangeOfNegative({ low, high, mayBeNaN }: ValueRange): ValueRange {
  return { low: -high, high: -low, mayBeNaN };
}

/** Of negative numbers, roots and logarithms are NaN. */
function notNegative({ low, high, mayBeNaN }: ValueRange): ValueRange {
  return { low: Math.max(0, low), high, mayBeNaN: mayBeNaN || low < 0 };
}

function arithmetic(operator: Arithmetic, left: ValueRange, right: ValueRange): ValueRange {
  switch (operator) {
    case '+':
      return ofEnds(left, right, (one, other) => one + other);
    case '-':
      return ofEnds(left, right, (one, other) => one - other);
    case '*':
      return ofEnds(left, right, (one, other) => one * other);
    case '/':
      return right.low <= 0 && right.high >= 0 ? anything : ofEnds(left, right, (one, other) => one / other);
    case '%':
    case '**':
      return anything;
  }
}

function rangeOfCall(name: MathName, values: readonly ValueRange[]): ValueRange {
  const [first] = values as readonly [ValueRange];
  const mayBeNaN = values.some((each) => each.mayBeNaN);
  switch (name) {
    case 'abs': {
      const [one, other] = [Math.abs(first.low), Math.abs(first.high)];
      return between([first.low <= 0 && first.high >= 0 ? 0 : one, one, other], mayBeNaN);
    }
    case 'min':
    case 'max': {
      const most = Math[name];
      return between([most(...values.map(({ low }) => low)), most(...values.map(({ high }) => high))], mayBeNaN);
    }
    case 'sqrt':
      return first.high < 0 ? anything : rising(notNegative(first), Math.sqrt);
    case 'log':
      return first.high < 0 ? anything : loosened(rising(notNegative(first), Math.log), lastDigits);
    case 'exp':
      return loosened(rising(first, Math.exp), lastDigits);
    case 'floor':
    case 'round':
      return rising(first, Math[name]);
    case 'isNaN':
      return { low: 0, high: Number(mayBeNaN), mayBeNaN: false };
    case 'isFinite':
      return { low: Number(isOrdinary(first)), high: 1, mayBeNaN: false };
  }
}
