import { useCallback } from 'react';
import { completionsAt } from '../../main/contract/conditions/completions';
import type { ConditionProblem } from '../../main/contract/conditions/condition-types';
import { errorText } from '../../main/contract/text';
import type { Language } from '../../main/contract/text';
import { useVocabulary } from './use-vocabulary';
import { useText } from './window-store';

/** Names that fit at a place of an expression, with a line of what each means. */
export function useProposals() {
  const vocabulary = useVocabulary();
  const { meanings } = useText().conditions;
  return useCallback(
    (text: string, cursor: number) =>
      completionsAt(text, cursor, vocabulary).map((completion) => ({
        ...completion,
        meaning: completion.meaning ? meanings[completion.meaning] : '',
      })),
    [vocabulary, meanings],
  );
}

/** What is wrong with an expression, as one line. */
export function problemLine({ report, suggestions }: ConditionProblem, language: Language): string {
  const { headline, expected, next } = errorText(report, language);
  const [nearest] = suggestions;
  return [headline, expected, next, nearest !== undefined && !next.includes(nearest) && nearest]
    .filter(Boolean)
    .join(' ');
}
