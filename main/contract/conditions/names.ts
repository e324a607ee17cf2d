import { nearNames } from '../nearest-names';
import type { Vocabulary } from './condition-types';
import { batchMembers, counters, histories, mathFunctions, measures } from './language';
import type { Source } from './tree';

/** How a series is written in a condition: by its name, or, where that is none, by `series("…")`. */
export function writeSeries(key: string): string {
  const isName = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) && !reserved.has(key);
  return isName ? key : `series(${JSON.stringify(key)})`;
}

/** Names that mean something else than a series of the same name. */
const reserved: ReadonlySet<string> = new Set([...counters, 'lr', 'true', 'false', 'null', 'this']);

/** The series of a key, if the run has it. */
export function seriesOf(key: string, { series, epochSeries }: Vocabulary): Source | undefined {
  if (series.includes(key)) return { kind: 'series', key, isOfEpochs: false };
  return epochSeries.includes(key) ? { kind: 'series', key, isOfEpochs: true } : undefined;
}

/** Every series as it is written. */
export function writtenSeries({ series, epochSeries }: Vocabulary): readonly string[] {
  return [...series, ...epochSeries].map(writeSeries);
}

/** What a name that means nothing may stand for, nearest first, as it is written. */
export function namesNear(name: string, vocabulary: Vocabulary): readonly string[] {
  const byLastPart = new Map<string, string>();
  for (const key of [...vocabulary.series, ...vocabulary.epochSeries]) {
    byLastPart.set(key.slice(key.lastIndexOf('/') + 1), writeSeries(key));
  }
  for (const other of [...counters, 'lr', ...measures.map((each) => `${each}()`)])
    byLastPart.set(other.replace('()', ''), other);
  return nearNames(name, [...byLastPart.keys()]).map((each) => byLastPart.get(each)!);
}

/** What a function that is none may stand for, nearest first. */
export function functionsNear(name: string): readonly string[] {
  return nearNames(name, [...Object.keys({ ...histories, ...mathFunctions }), ...measures, 'series']);
}

/** What a part of the batch that it has not may stand for, nearest first. */
export function membersNear(name: string): readonly string[] {
  return nearNames(name, batchMembers);
}
