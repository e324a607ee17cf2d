import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { type ChartGroup, isBatchSoft, type LineForm } from '../../chart-data/chart-groups';
import { legendEntries } from '../../chart-data/legend';
import { formatStep } from '../../chart-data/number-format';
import type { ShownRun } from '../../chart-data/shown-run';
import { setText } from '../../ui/write-svg';
import type { ChartFrames } from './chart-frames';
import { lineClass } from './lines-of';
import { Swatch } from './swatch';

type Props = {
  readonly group: ChartGroup;
  readonly run: ShownRun;
  readonly frames: ChartFrames;
  readonly text: Catalogue;
  /** Updates and epochs to come, where they are known: the room that the legend keeps for them. */
  readonly most: { readonly steps: number | undefined; readonly epochs: number | undefined };
};

/** The legend of a chart. The numbers in it are the cursor's or the newest, written without a render. */
export const ChartLegend = memo(function ChartLegend({ group, run, frames, text, most }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const entries = useMemo(() => legendEntries(group, run, text), [group, run, text]);
  const isSoft = group.members.some(isBatchSoft);

  useLayoutEffect(() => {
    const write = () => {
      legendEntries(group, run, text, frames.at).forEach(({ how, value }, i) => {
        const [, , howCell, valueCell] = list.current?.children[i]?.firstElementChild?.children ?? [];
        if (howCell) setText(howCell, how);
        if (valueCell) setText(valueCell, value);
      });
    };
    write();
    return frames.onCursor(write);
  }, [group, run, frames, text]);

  return (
    <ul className="chart-legend" ref={list}>
      {entries.map(({ form, colour, name, how }) => (
        <li key={name} data-widest={`${name} ${widestHow(form, how, text, most)} 0.000`}>
          <span>
            <Swatch form={form} className={lineClass(form, colour, isSoft)} />
            <span>{name}</span>
            <span className="chart-how" />
            <b />
          </span>
        </li>
      ))}
    </ul>
  );
});

function widestHow(form: LineForm, how: string, text: Catalogue, { steps, epochs }: Props['most']): string {
  switch (form) {
    case 'batch':
    case 'smooth':
      return how;
    case 'mean':
      return text.charts.ofEpoch(epochs ?? 99);
    case 'validation':
      return text.charts.atStep(formatStep(steps ?? 99_999));
  }
}
