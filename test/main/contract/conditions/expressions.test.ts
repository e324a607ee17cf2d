import { describe, expect, it } from 'vitest';
import type { ConditionSources } from '../../../../main/contract/conditions/condition-sources';
import type { ConditionValue } from '../../../../main/contract/conditions/condition-types';
import { Expressions } from '../../../../main/contract/conditions/expressions';
import { Histories } from '../../../../main/contract/conditions/histories';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import type { Tree } from '../../../../main/contract/conditions/tree';
import { sourcesOf, vocabulary } from './example-run';
import { randomTexts } from './fuzz';

function treeOf(text: string): Tree {
  const parsing = parseCondition(text, vocabulary);
  if (!('parsed' in parsing)) throw new Error(`${text}: ${JSON.stringify(parsing.problems)}`);
  return parsing.parsed.tree;
}

/** What the language says that an operator means, straight from the tree. */
const operators: { readonly [operator: string]: (left: number, right: number) => ConditionValue } = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};
const functions: { readonly [name: string]: (...values: number[]) => ConditionValue } = {
  ...{ abs: Math.abs, min: Math.min, max: Math.max, sqrt: Math.sqrt, log: Math.log, exp: Math.exp },
  ...{ floor: Math.floor, round: Math.round, isNaN: Number.isNaN, isFinite: Number.isFinite },
};

/** The same as `Expressions`, the plain way. @throws if it looks at the past */
function plainly(tree: Tree, sources: ConditionSources): ConditionValue {
  const of = (inner: Tree): ConditionValue => plainly(inner, sources);
  const numberOf = (inner: Tree): number => of(inner) as number;
  switch (tree.kind) {
    case 'number':
    case 'boolean':
    case 'text':
      return tree.value;
    case 'counter':
      return sources[tree.name];
    case 'source':
    case 'history':
      return newest(tree, sources);
    case 'has-nan':
      return sources.hasNaN();
    case 'rows-of-class':
      return sources.rowsOfClass(tree.index);
    case 'has-row':
      return sources.hasRow(tree.id);
    case 'negative':
      return -numberOf(tree.operand);
    case 'not':
      return !of(tree.operand);
    case 'arithmetic':
    case 'comparison':
      return operators[tree.operator]!(numberOf(tree.left), numberOf(tree.right));
    case 'equality': {
      const [left, right] = [of(tree.left), of(tree.right)];
      return tree.isEqual ? left === right : left !== right && !Number.isNaN(left) && !Number.isNaN(right);
    }
    case 'logic':
      return tree.operator === '&&' ? of(tree.left) && of(tree.right) : of(tree.left) || of(tree.right);
    case 'choice':
      return of(tree.test) ? of(tree.yes) : of(tree.no);
    case 'call':
      return functions[tree.name]!(...tree.values.map(numberOf));
  }
}

class LooksBack extends Error {}

function newest(tree: Extract<Tree, { readonly kind: 'source' | 'history' }>, sources: ConditionSources): number {
  const { source } = tree;
  if (tree.kind === 'history' || tree.lag > 0) throw new LooksBack();
  if (source.kind === 'series') return sources.series(source.key);
  if (source.kind === 'measure') return sources.measure(source.name, source.layer);
  if (source.kind === 'rate') return sources.learningRate;
  return source.kind === 'rows' ? sources.rows : sources[source.kind]();
}

describe('expressions that are evaluated together', () => {
  const sources = sourcesOf({ series: { loss: 0.5, accuracy: NaN, val_loss: -2 }, measures: { gradNorm: Infinity } });

  it('come to what the plain way comes to, each of thousands of random ones in one program', () => {
    const trees: Tree[] = [];
    const wanted: ConditionValue[] = [];
    for (const text of randomTexts(20_000, 5)) {
      const parsing = parseCondition(text, vocabulary);
      if (!('parsed' in parsing)) continue;
      try {
        wanted.push(plainly(parsing.parsed.tree, sources));
        trees.push(parsing.parsed.tree);
      } catch (error) {
        if (!(error instanceof LooksBack)) throw error;
      }
    }
    expect(trees.length).toBeGreaterThan(300);
    expect(new Set(wanted.map((value) => typeof value))).toEqual(new Set(['number', 'boolean', 'string']));
    const expressions = new Expressions(trees, new Histories());
    for (let time = 0; time < 2; time += 1) {
      expressions.evaluate(sources);
      expect(trees.map((_, at) => expressions.valueOf(at))).toEqual(wanted);
    }
  });

  it('say which are true, in their order', () => {
    const texts = [
      'loss > 1',
      'loss < 1',
      'accuracy != 1',
      'true',
      'loss > 0 && (step == 1 || lr > 0)',
      'batch.hasNaN',
    ];
    const expressions = new Expressions(texts.map(treeOf), new Histories());
    expressions.evaluate(sources);
    const found: number[] = [];
    for (let at = expressions.nextTrue(0); at >= 0; at = expressions.nextTrue(at + 1)) found.push(at);
    expect(found).toEqual([1, 3, 4]);
  });

  it('ask for what every batch has once, and for all else only where it decides', () => {
    const asked: string[] = [];
    const counting: ConditionSources = {
      ...sources,
      series: (key) => (asked.push(key), sources.series(key)),
      hasNaN: () => (asked.push('hasNaN'), true),
      largest: () => (asked.push('largest'), 1),
      smallest: () => (asked.push('smallest'), 1),
    };
    const texts = ['loss > 1 && batch.hasNaN', 'loss < 1 || batch.hasNaN', 'loss > 1 ? batch.max > 0 : batch.min > 0'];
    const expressions = new Expressions(texts.map(treeOf), new Histories());
    expressions.evaluate(counting);
    expect(asked).toEqual(['loss', 'smallest']);
    expect(texts.map((_, at) => expressions.valueOf(at))).toEqual([false, true, true]);
  });

  it('read a past that they share and that grows while others are added', () => {
    const histories = new Histories();
    const first = new Expressions([treeOf('previous(loss)'), treeOf('max(loss, 3)')], histories);
    for (const loss of [3, 1, 2]) histories.record('before-commit', sourcesOf({ series: { loss } }));
    const texts = ['previous(loss, 2)', 'max(loss, 3)', 'mean(loss, 40)', 'ema(accuracy, 0.9)'];
    const second = new Expressions(texts.map(treeOf), histories);
    for (const each of [first, second]) each.evaluate(sources);
    expect([first.valueOf(0), first.valueOf(1)]).toEqual([1, 3]);
    expect(texts.map((_, at) => second.valueOf(at))).toEqual([3, 3, NaN, NaN]);
  });
});
