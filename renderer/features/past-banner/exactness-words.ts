import type { Exactness } from '../../../main/contract/debug/time-travel';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatStep, formatValue } from '../../chart-data/number-format';

/** How far a state that was gone back to can be trusted: the badge, and a sentence that says why. */
export type ExactnessWords = { readonly badge: string; readonly sentence: string; readonly isExact: boolean };

/** The words for it. @param separator stands between the names of what was left out */
export function exactnessWords(exactness: Exactness, { past }: Catalogue['travel'], separator: string): ExactnessWords {
  switch (exactness.kind) {
    case 'exact':
      return { badge: past.exact, sentence: exactness.by === 'hash' ? past.byHash : past.byValues, isExact: true };
    case 'partly': {
      const names = exactness.without.map((name) => (name === 'loop' ? past.loop : name));
      return { badge: past.partly, sentence: past.without(names.join(separator)), isExact: false };
    }
    case 'differs':
      return { badge: past.differs, sentence: difference(exactness, past), isExact: false };
  }
}

/** A state as a whole has no value that could be shown. */
function difference(
  { step, key, was, is }: Extract<Exactness, { kind: 'differs' }>,
  past: Catalogue['travel']['past'],
): string {
  if (key === 'state') return past.stateDiffers(formatStep(step));
  return past.differsAt({ step: formatStep(step), key, was: formatValue(was), is: formatValue(is) });
}
