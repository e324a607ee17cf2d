import type { RunPlan } from '../training-event';
import type { Vocabulary } from './condition-types';

/** What conditions of a run may name. */
export function vocabularyOf(plan: Pick<RunPlan, 'series' | 'validates' | 'models' | 'classNames'>): Vocabulary {
  const { series, validates, models, classNames } = plan;
  const layersOf = models.flatMap(({ name, layers }) =>
    layers.map((layer) => (models.length > 1 && name !== '' ? `${name}/${layer.name}` : layer.name)),
  );
  return {
    series,
    epochSeries: validates ? series.map((key) => `val_${key}`) : [],
    layers: layersOf,
    ...(classNames && { classNames }),
  };
}
