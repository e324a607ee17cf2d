import { useMemo } from 'react';
import type { Vocabulary } from '../../main/contract/conditions/condition-types';
import { vocabularyOf } from '../../main/contract/conditions/vocabulary';
import { useRun } from './window-store';

const nothing: Vocabulary = { series: [], epochSeries: [], layers: [] };

/** What conditions of the run may name. */
export function useVocabulary(): Vocabulary {
  const plan = useRun((facts) => facts.plan);
  return useMemo(() => (plan ? vocabularyOf(plan) : nothing), [plan]);
}
