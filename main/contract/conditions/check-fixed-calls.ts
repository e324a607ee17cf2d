import { nearNames } from '../nearest-names';
import type { Checked, Checker } from './checked';
import { checkMember, refuseMember, sourceTree } from './check-names';
import type { MeasureName } from './condition-types';
import { signatures } from './language';
import { seriesOf } from './names';
import type { Call, Member, Syntax } from './syntax';

/** Functions whose values are written out: layers, keys, classes and rows. */
type Fixed = number | string | undefined;

/** `gradNorm("dense_2")`, `gradNorm(dense_2)`; without a layer, of the whole model. */
export function checkMeasure(name: MeasureName, syntax: Call, checker: Checker): Checked {
  const [first] = syntax.values;
  if (!first) return checker.part(syntax, sourceTree({ kind: 'measure', name }));
  const layer = onlyValue(name, syntax, checker, first.kind === 'name' ? first.name : textOf(first));
  if (layer === undefined) return undefined;
  const { layers } = checker.vocabulary;
  if (layers.includes(layer)) return checker.part(syntax, sourceTree({ kind: 'measure', name, layer }));
  return refuseUnknown('condition-unknown-layer', layer, layers, first, checker);
}

/** `series("gan/d_loss")`: for keys that are no names. */
export function checkSeries(syntax: Call, checker: Checker): Checked {
  const [first] = syntax.values;
  const key = onlyValue('series', syntax, checker, first && textOf(first));
  if (key === undefined) return undefined;
  const source = seriesOf(key, checker.vocabulary);
  if (source) return checker.part(syntax, sourceTree(source));
  const { series, epochSeries } = checker.vocabulary;
  return refuseUnknown('condition-unknown-series', key, [...series, ...epochSeries], first!, checker);
}

/** `batch.count(3)`, `batch.has(4711)`. */
export function checkBatchCall(syntax: Call, called: Member, checker: Checker): Checked {
  const { of, name } = called;
  if (of.kind !== 'name' || of.name !== 'batch') return checkMember(called, checker);
  const [first] = syntax.values;
  if (name === 'count') {
    const index = classOf(syntax, checker);
    if (index === undefined) return undefined;
    return checker.part(syntax, { tree: { kind: 'rows-of-class', index }, type: 'number' });
  }
  if (name === 'has') {
    const id = onlyValue('batch.has', syntax, checker, first && (wholeOf(first) ?? textOf(first)));
    if (id === undefined) return undefined;
    return checker.part(syntax, { tree: { kind: 'has-row', id }, type: 'boolean' });
  }
  if (['rows', 'index', 'min', 'max', 'hasNaN'].includes(name)) {
    return checker.refuse('condition-not-a-function', { name: `batch.${name}` }, syntax, [`batch.${name}`]);
  }
  return refuseMember(called, checker);
}

function classOf(syntax: Call, checker: Checker): number | undefined {
  const { classNames } = checker.vocabulary;
  const [first] = syntax.values;
  const index = first && wholeOf(first);
  const value = onlyValue('batch.count', syntax, checker, index ?? (first && textOf(first)));
  if (value === undefined) return undefined;
  const found = typeof value === 'number' ? value : (classNames ?? []).indexOf(value);
  const isKnown = found >= 0 && (classNames === undefined || found < classNames.length);
  if (isKnown) return found;
  return refuseUnknown('condition-unknown-class', String(value), classNames ?? [], first!, checker);
}

/** The one value of a call, if it has one and that is written out in the form that is wanted. */
function onlyValue<Value extends Fixed>(
  name: string,
  syntax: Call,
  checker: Checker,
  value: Value,
): NonNullable<Value> | undefined {
  const signature = signatures[name]!;
  const [first, second] = syntax.values;
  if (!first || second) {
    return checker.refuse('condition-value-count', { name, signature, got: syntax.values.length }, syntax);
  }
  if (value !== undefined) return value as NonNullable<Value>;
  return checker.refuse('condition-not-fixed', { where: signature, expected: expectedOf(name) }, first);
}

function expectedOf(name: string): string {
  if (name === 'batch.has') return '4711 | "4711"';
  return name === 'batch.count' ? '3 | "3"' : '"…"';
}

function textOf(syntax: Syntax): string | undefined {
  return syntax.kind === 'literal' && typeof syntax.value === 'string' ? syntax.value : undefined;
}

function wholeOf(syntax: Syntax): number | undefined {
  const isWhole = syntax.kind === 'literal' && typeof syntax.value === 'number' && Number.isInteger(syntax.value);
  return isWhole ? (syntax.value as number) : undefined;
}

function refuseUnknown(
  code: 'condition-unknown-layer' | 'condition-unknown-series' | 'condition-unknown-class',
  name: string,
  known: readonly string[],
  at: Syntax,
  checker: Checker,
): undefined {
  const near = nearNames(name, known);
  const shown = near.length > 0 ? near : known.slice(0, 10);
  return checker.refuse(
    code,
    { name, known: shown.join(', ') },
    at,
    near.map((each) => JSON.stringify(each)),
  );
}
