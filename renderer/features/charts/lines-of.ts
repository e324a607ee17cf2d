import { type ChartGroup, type GroupMember, isBatchSoft, type LineForm } from '../../chart-data/chart-groups';
import { lineColour } from '../../chart-data/legend';

/** One line of a chart. */
export type ChartLine = {
  readonly id: string;
  readonly member: GroupMember;
  readonly form: LineForm;
  /** Form and colour, as charts.css knows them. */
  readonly className: string;
};

/** Every line of a chart, bottom first. */
export function linesOf({ members }: ChartGroup): readonly ChartLine[] {
  return members.flatMap((member) =>
    member.forms.map((form) => ({
      id: `${member.key} ${form}`,
      member,
      form,
      className: lineClass(form, lineColour(member, form), isBatchSoft(member)),
    })),
  );
}

/** @param isSoft a batch line beside a steadier one is drawn softer than one that stands alone */
export function lineClass(form: LineForm, colour: number, isSoft: boolean): string {
  return `is-${form} series-${colour}${form === 'batch' && isSoft ? ' is-soft' : ''}`;
}
