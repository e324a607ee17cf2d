import type { Checked, Checker } from './checked';
import { counters, isHistory, isMath, isMeasure, signatures } from './language';
import { functionsNear, membersNear, namesNear, seriesOf } from './names';
import type { Member, Syntax } from './syntax';
import type { Source } from './tree';

/** A series by what it is. */
export function sourceTree(source: Source, lag = 0): NonNullable<Checked> {
  return { tree: { kind: 'source', source, lag }, type: 'series' };
}

/** A name that stands alone. */
export function checkName(syntax: Extract<Syntax, { readonly kind: 'name' }>, checker: Checker): Checked {
  const { name } = syntax;
  const counter = counters.find((each) => each === name);
  if (counter) return checker.part(syntax, { tree: { kind: 'counter', name: counter }, type: 'number' });
  if (name === 'lr') return checker.part(syntax, sourceTree({ kind: 'rate' }));
  const source = seriesOf(name, checker.vocabulary);
  if (source) return checker.part(syntax, sourceTree(source));
  if (isMeasure(name)) return checker.part(syntax, sourceTree({ kind: 'measure', name }));
  if (isHistory(name) || isMath(name) || name === 'series') {
    return checker.refuse('condition-not-called', { name, signature: signatures[name]! }, syntax);
  }
  const near = namesNear(name, checker.vocabulary);
  const functions = near.length > 0 ? [] : functionsNear(name);
  return checker.refuse('condition-unknown-name', { name, near: [...near, ...functions].join(', ') }, syntax, near);
}

/** A name after a point. Only the batch has some. */
export function checkMember(syntax: Member, checker: Checker): Checked {
  const { of, name } = syntax;
  if (of.kind !== 'name' || of.name !== 'batch') {
    const what = checker.text.slice(of.outer.start, of.outer.end);
    return checker.refuse('condition-unknown-member', { of: what, name, known: '' }, syntax);
  }
  switch (name) {
    case 'rows':
      return checker.part(syntax, sourceTree({ kind: 'rows' }));
    case 'min':
      return checker.part(syntax, sourceTree({ kind: 'smallest' }));
    case 'max':
      return checker.part(syntax, sourceTree({ kind: 'largest' }));
    case 'index':
      return checker.part(syntax, { tree: { kind: 'counter', name: 'batch' }, type: 'number' });
    case 'hasNaN':
      return checker.part(syntax, { tree: { kind: 'has-nan' }, type: 'boolean' });
    case 'count':
    case 'has':
      return checker.refuse(
        'condition-not-called',
        { name: `batch.${name}`, signature: signatures[`batch.${name}`]! },
        syntax,
      );
    default:
      return refuseMember(syntax, checker);
  }
}

/** The batch has no such part. */
export function refuseMember(syntax: Member, checker: Checker): undefined {
  const near = membersNear(syntax.name);
  const known = near.length > 0 ? near : ['rows', 'index', 'min', 'max', 'hasNaN', 'count', 'has'];
  return checker.refuse(
    'condition-unknown-member',
    { of: 'batch', name: syntax.name, known: known.map((each) => `batch.${each}`).join(', ') },
    syntax,
    near.map((each) => `batch.${each}`),
  );
}
