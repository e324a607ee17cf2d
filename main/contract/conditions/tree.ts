import type { HistoryName, MathName, MeasureName } from './condition-types';

/** A number of the run that changes with every batch (or epoch) and has a past. */
export type Source =
  | { readonly kind: 'series'; readonly key: string; readonly isOfEpochs: boolean }
  /** Of the whole model without a layer. */
  | { readonly kind: 'measure'; readonly name: MeasureName; readonly layer?: string }
  | { readonly kind: 'rate' | 'rows' | 'smallest' | 'largest' };

/** A source, or what it was `lag` values ago. */
export type Delayed = { readonly source: Source; readonly lag: number };

/** Operators that make a number of two. */
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '**';
/** Operators that compare two values. */
export type Comparison = '<' | '<=' | '>' | '>=';

/** A condition with all its names found and its types right. */
export type Tree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'counter'; readonly name: 'step' | 'epoch' | 'batch' }
  | ({ readonly kind: 'source' } & Delayed)
  /** `amount` is a window in values, or the weight of `ema`. */
  | ({
      readonly kind: 'history';
      readonly name: Exclude<HistoryName, 'previous'>;
      readonly amount: number;
    } & Delayed)
  | { readonly kind: 'has-nan' }
  | { readonly kind: 'rows-of-class'; readonly index: number }
  | { readonly kind: 'has-row'; readonly id: number | string }
  | { readonly kind: 'negative' | 'not'; readonly operand: Tree }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'comparison'; readonly operator: Comparison; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'equality'; readonly isEqual: boolean; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'logic'; readonly operator: '&&' | '||'; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'choice'; readonly test: Tree; readonly yes: Tree; readonly no: Tree }
  | { readonly kind: 'call'; readonly name: MathName; readonly values: readonly Tree[] };

/** Equal for equal sources, different for others. */
export function sourceKey(source: Source): string {
  if (source.kind === 'series') return `series ${source.key}`;
  if (source.kind === 'measure') return `${source.name} ${source.layer ?? ''}`;
  return source.kind;
}

/** The trees that a tree is made of directly. */
function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'negative':
    case 'not':
      return [tree.operand];
    case 'arithmetic':
    case 'comparison':
    case 'equality':
    case 'logic':
      return [tree.left, tree.right];
    case 'choice':
      return [tree.test, tree.yes, tree.no];
    case 'call':
      return tree.values;
    default:
      return [];
  }
}

/** A tree and all that are in it. */
export function allOf(tree: Tree): readonly Tree[] {
  return [tree, ...partsOf(tree).flatMap(allOf)];
}

/** What a tree comes to. */
export function typeOf(tree: Tree): 'number' | 'boolean' | 'text' {
  switch (tree.kind) {
    case 'text':
      return 'text';
    case 'boolean':
    case 'has-nan':
    case 'has-row':
    case 'not':
    case 'comparison':
    case 'equality':
    case 'logic':
      return 'boolean';
    case 'choice':
      return typeOf(tree.yes);
    case 'call':
      return tree.name === 'isNaN' || tree.name === 'isFinite' ? 'boolean' : 'number';
    default:
      return 'number';
  }
}
