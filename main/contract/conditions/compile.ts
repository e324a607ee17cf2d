import type { Condition, ParsedCondition } from './condition';
import type { ConditionSources } from './condition-sources';
import type { ConditionValue } from './condition-types';
import { Histories } from './histories';
import { compileHistory } from './compile-history';
import { arithmeticOf, comparisonOf, comparisonWith, functionOf } from './operations';
import type { Tree } from './tree';

type Read<Value> = (sources: ConditionSources) => Value;

/**
 * Makes a condition ready to be judged with every batch.
 *
 * @param histories keeps the past for it; its owner records every batch in it
 */
export function compileCondition(parsed: ParsedCondition, histories = new Histories()): Condition {
  const { text, type, judgedAt, needs } = parsed;
  const evaluate = compile(parsed.tree, histories);
  const parts = parsed.parts.map(({ text: part, tree }) => [part, compile(tree, histories)] as const);
  return {
    text,
    type,
    judgedAt,
    needs,
    evaluate,
    partValues: (sources) => Object.fromEntries(parts.map(([part, read]) => [part, read(sources)])),
  };
}

function compile(tree: Tree, histories: Histories): Read<ConditionValue> {
  if (isText(tree)) return compileText(tree, histories);
  return isBoolean(tree) ? compileBoolean(tree, histories) : compileNumber(tree, histories);
}

function isText(tree: Tree): boolean {
  return tree.kind === 'text' || (tree.kind === 'choice' && isText(tree.yes));
}

function isBoolean(tree: Tree): boolean {
  switch (tree.kind) {
    case 'boolean':
    case 'has-nan':
    case 'has-row':
    case 'not':
    case 'comparison':
    case 'equality':
    case 'logic':
      return true;
    case 'choice':
      return isBoolean(tree.yes);
    case 'call':
      return tree.name === 'isNaN' || tree.name === 'isFinite';
    default:
      return false;
  }
}

function compileText(tree: Tree, histories: Histories): Read<string> {
  if (tree.kind === 'choice') return choose(tree, histories, compileText);
  const value = tree.kind === 'text' ? tree.value : '';
  return () => value;
}

/** Each by itself: a property whose name is known is read several times as fast. */
const counters: { readonly [Name in Extract<Tree, { readonly kind: 'counter' }>['name']]: Read<number> } = {
  step: (sources) => sources.step,
  epoch: (sources) => sources.epoch,
  batch: (sources) => sources.batch,
};

function compileNumber(tree: Tree, histories: Histories): Read<number> {
  switch (tree.kind) {
    case 'number': {
      const { value } = tree;
      return () => value;
    }
    case 'counter':
      return counters[tree.name];
    case 'source':
    case 'history':
      return compileHistory(tree, histories);
    case 'rows-of-class': {
      const { index } = tree;
      return (sources) => sources.rowsOfClass(index);
    }
    case 'negative': {
      const operand = compileNumber(tree.operand, histories);
      return (sources) => -operand(sources);
    }
    case 'arithmetic':
      return arithmeticOf(tree.operator, compileNumber(tree.left, histories), compileNumber(tree.right, histories));
    case 'choice':
      return choose(tree, histories, compileNumber);
    case 'call':
      return functionOf(
        tree.name,
        tree.values.map((value) => compileNumber(value, histories)),
      );
    default:
      throw new TypeError(`${tree.kind} is no number`);
  }
}

function compileBoolean(tree: Tree, histories: Histories): Read<boolean> {
  switch (tree.kind) {
    case 'boolean': {
      const { value } = tree;
      return () => value;
    }
    case 'has-nan':
      return (sources) => sources.hasNaN();
    case 'has-row': {
      const { id } = tree;
      return (sources) => sources.hasRow(id);
    }
    case 'not': {
      const operand = compileBoolean(tree.operand, histories);
      return (sources) => !operand(sources);
    }
    case 'comparison': {
      const left = compileNumber(tree.left, histories);
      if (tree.right.kind === 'number') return comparisonWith(tree.operator, left, tree.right.value);
      return comparisonOf(tree.operator, left, compileNumber(tree.right, histories));
    }
    case 'equality':
      return compileEquality(tree, histories);
    case 'logic': {
      const [left, right] = [compileBoolean(tree.left, histories), compileBoolean(tree.right, histories)];
      if (tree.operator === '&&') return (sources) => left(sources) && right(sources);
      return (sources) => left(sources) || right(sources);
    }
    case 'choice':
      return choose(tree, histories, compileBoolean);
    case 'call': {
      const value = compileNumber(tree.values[0]!, histories);
      if (tree.name === 'isNaN') return (sources) => Number.isNaN(value(sources));
      return (sources) => Number.isFinite(value(sources));
    }
    default:
      throw new TypeError(`${tree.kind} is no boolean`);
  }
}

/** NaN is neither equal to anything nor different: what is not known yet makes nothing true. */
function compileEquality(tree: Tree & { readonly kind: 'equality' }, histories: Histories): Read<boolean> {
  const [left, right] = [compile(tree.left, histories), compile(tree.right, histories)];
  if (tree.isEqual) return (sources) => left(sources) === right(sources);
  return (sources) => {
    const [one, other] = [left(sources), right(sources)];
    return one !== other && !Number.isNaN(one) && !Number.isNaN(other);
  };
}

function choose<Value>(
  tree: Tree & { readonly kind: 'choice' },
  histories: Histories,
  compileOne: (tree: Tree, histories: Histories) => Read<Value>,
): Read<Value> {
  const test = compileBoolean(tree.test, histories);
  const [yes, no] = [compileOne(tree.yes, histories), compileOne(tree.no, histories)];
  return (sources) => (test(sources) ? yes(sources) : no(sources));
}
