import type { RunPlan } from '../../main/contract/training-event';

/** What one line of a chart says. */
export type LineForm = 'batch' | 'mean' | 'smooth' | 'validation';

/** The forms that come as they are. */
export type GivenForm = Exclude<LineForm, 'smooth'>;

/** A series key within a chart. */
export type GroupMember = {
  readonly key: string;
  /** Model of a custom loop; empty where there is only one. */
  readonly model: string;
  /** Colour of the series, 1 to 8. */
  readonly colour: number;
  /** The lines it is drawn with, bottom first. */
  readonly forms: readonly LineForm[];
};

/** One chart: a quantity and everything that is drawn of it. */
export type ChartGroup = {
  /** Name of the quantity as Keras writes it: `loss`, `accuracy`, ... */
  readonly metric: string;
  /** Whether its values are shares, between 0 and 1. */
  readonly isShare: boolean;
  readonly members: readonly GroupMember[];
};

/** The colour of validation lines; the training lines of a single model have colour 1. */
export const validationColour = 2;
const colours = 8;

/** A loss chart without a run: its axes stand ready before anything is known of one. */
export const bareGroup: ChartGroup = {
  metric: 'loss',
  isShare: false,
  members: [{ key: 'loss', model: '', colour: 1, forms: ['batch', 'mean'] }],
};

/** The charts of a run: loss first, then one per metric; the models of a custom loop share a chart. */
export function chartGroups(plan: RunPlan): readonly ChartGroup[] {
  const models: string[] = [];
  const groups = new Map<string, GroupMember[]>();
  for (const key of plan.series) {
    const slash = key.lastIndexOf('/');
    const model = key.slice(0, Math.max(0, slash));
    const metric = key.slice(slash + 1);
    if (!models.includes(model)) models.push(model);
    const colour = (models.indexOf(model) % colours) + 1;
    const members = groups.get(metric) ?? [];
    members.push({ key, model, colour, forms: formsOf(plan) });
    groups.set(metric, members);
  }
  const charts = [...groups].map(([metric, members]) => ({ metric, isShare: isShare(metric), members }));
  return charts.sort((a, b) => Number(b.metric === 'loss') - Number(a.metric === 'loss'));
}

/**
 * The same charts with smoothed batches in them. They take the place of the mean so far: two thick lines of one colour
 * could not be told apart.
 */
export function smoothedGroups(groups: readonly ChartGroup[]): readonly ChartGroup[] {
  const forms = (given: readonly LineForm[]): readonly LineForm[] =>
    given.includes('validation') ? ['batch', 'smooth', 'validation'] : ['batch', 'smooth'];
  return groups.map((group) => ({
    ...group,
    members: group.members.map((member) => ({ ...member, forms: forms(member.forms) })),
  }));
}

/** Whether single batches are drawn softer, because a steadier line of the same colour goes through them. */
export function isBatchSoft({ forms }: GroupMember): boolean {
  return forms.includes('mean') || forms.includes('smooth');
}

function formsOf(plan: RunPlan): readonly LineForm[] {
  if (plan.mode === 'loop') return ['batch'];
  return plan.validates ? ['batch', 'mean', 'validation'] : ['batch', 'mean'];
}

function isShare(metric: string): boolean {
  return /(^|_)(acc|accuracy|precision|recall|auc)$/i.test(metric) || /accuracy$/i.test(metric);
}
