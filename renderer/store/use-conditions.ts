import { useCallback } from 'react';
import { completionsAt } from '../../main/contract/conditions/completions';
import type { ConditionProblem } from '../../main/contract/conditions/condition-types';
import { errorText, textOf, type Language } from '../../main/contract/text';
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
  const { shell, conditions } = textOf(language);
  const { errorParts, sentences } = shell;
  // A layer is offered in quotes, and listed without.
  const isSaid = (name: string) => [expected, next].some((part) => part?.includes(name.replaceAll('"', '')));
  const unsaid = suggestions.slice(0, 1).filter((nearest) => !isSaid(nearest));
  const said = [headline, ...(expected === undefined ? [] : [errorParts.expected(expected)]), next];
  return sentences([...said, ...unsaid.map(conditions.didYouMean)]);
}
