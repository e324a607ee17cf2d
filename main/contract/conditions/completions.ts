import type { Completion, MeaningId, NameKind, Vocabulary } from './condition-types';
import { contextAt, type CursorContext } from './cursor-context';
import {
  batchMembers,
  counters,
  histories,
  isHistory,
  isMath,
  isMeasure,
  mathFunctions,
  measures,
  signatures,
} from './language';
import { writeSeries } from './names';

type Name = Omit<Completion, 'start' | 'end'>;

/** The names that may stand at a place of a condition that is being written, best first. */
export function completionsAt(text: string, cursor: number, vocabulary: Vocabulary): readonly Completion[] {
  const context = contextAt(text, cursor);
  const typed = context.typed.replace(/^["']/, '').toLowerCase();
  const rank = ({ name }: Name): number => {
    const at = name
      .toLowerCase()
      .replace(/^batch\.|^series\("|^"/, '')
      .indexOf(typed);
    return at < 0 ? Infinity : Math.min(at, 1);
  };
  return namesAt(context, vocabulary)
    .map((name) => ({ ...name, ...context.span }))
    .filter((name) => rank(name) < Infinity)
    .sort((one, other) => rank(one) - rank(other));
}

function namesAt({ place }: CursorContext, vocabulary: Vocabulary): readonly Name[] {
  switch (place.kind) {
    case 'nothing':
      return [];
    case 'member':
      return members();
    case 'value':
      return values(vocabulary);
    case 'argument':
      return argumentsOf(place.of, place.at, place.quote, vocabulary);
  }
}

function argumentsOf(of: string, at: number, quote: string | undefined, vocabulary: Vocabulary): readonly Name[] {
  const quoted = (kind: NameKind, names: readonly string[]): readonly Name[] =>
    at > 0 ? [] : names.map((name) => textName(kind, name, quote));
  if (isMeasure(of)) return quoted('layer', vocabulary.layers);
  if (of === 'series') return quoted('series', [...vocabulary.series, ...vocabulary.epochSeries]);
  if (of === 'batch.count') return quoted('class', vocabulary.classNames ?? []);
  if (quote !== undefined || of === 'batch.has') return [];
  // Only a history function wants a series; what it wants besides is a number that nobody else knows.
  if (isHistory(of) && !(isMath(of) && at > 0)) return at === 0 ? sources(vocabulary) : [];
  return values(vocabulary);
}

function textName(kind: NameKind, name: string, quote = '"'): Name {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return { name, kind, signature: name, insert: `${quote}${escaped}${quote}` };
}

/** All that has a past. */
function sources(vocabulary: Vocabulary): readonly Name[] {
  return [
    ...seriesNames(vocabulary),
    plain('lr', 'series'),
    ...measures.map((name) => called(name, 'function')),
    called('previous', 'history'),
    ...members()
      .filter(({ name }) => ['batch.rows', 'batch.min', 'batch.max'].includes(name))
      .map(withBatch),
  ];
}

function values(vocabulary: Vocabulary): readonly Name[] {
  const functions = Object.keys(mathFunctions).filter((name) => !isHistory(name)) as MeaningId[];
  return [
    ...seriesNames(vocabulary),
    ...counters.map((name) => plain(name, 'number')),
    plain('lr', 'series'),
    ...measures.map((name) => called(name, 'function')),
    ...(Object.keys(histories) as MeaningId[]).map((name) => called(name, 'history')),
    ...members().map(withBatch),
    ...functions.map((name) => called(name, 'function')),
    called('series', 'function'),
  ];
}

function seriesNames({ series, epochSeries }: Vocabulary): readonly Name[] {
  const nameOf = (key: string, meaning: MeaningId): Name => {
    const written = writeSeries(key);
    return { name: written, kind: 'series', signature: written, meaning, insert: written };
  };
  return [
    ...series.map((key) => nameOf(key, key === 'loss' ? 'loss' : 'metric')),
    ...epochSeries.map((key) => nameOf(key, 'validation')),
  ];
}

function plain(name: 'lr' | (typeof counters)[number], kind: NameKind): Name {
  return { name, kind, signature: name, meaning: name, insert: name };
}

function called(name: MeaningId, kind: NameKind): Name {
  return { name, kind, signature: signatures[name]!, meaning: name, insert: `${name}(` };
}

/** Parts of the batch, as they stand after `batch.`. */
function members(): readonly Name[] {
  return batchMembers.map((member) => {
    const name = `batch.${member}` as const;
    const isCalled = member === 'count' || member === 'has';
    const kind = isCalled ? 'function' : member === 'hasNaN' ? 'boolean' : 'number';
    return { name, kind, signature: signatures[name] ?? name, meaning: name, insert: isCalled ? `${member}(` : member };
  });
}

/** The same where `batch.` is still to be written. */
function withBatch(name: Name): Name {
  return { ...name, insert: `batch.${name.insert}` };
}
