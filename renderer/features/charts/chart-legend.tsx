import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { type ChartGroup, isBatchSoft, type LineForm } from '../../chart-data/chart-groups';
import { legendEntries } from '../../chart-data/legend';
import { formatStep } from '../../chart-data/number-format';
import type { ShownRun } from '../../chart-data/shown-run';
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
        if (howCell) writeText(howCell, how);
        if (valueCell) writeText(valueCell, value);
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

/** Changes the text node that is there: a new one ten times a second would be laid out from scratch. */
function writeText(cell: Element, text: string): void {
  if (cell.textContent === text) return;
  if (cell.firstChild) cell.firstChild.nodeValue = text;
  else cell.textContent = text;
}

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
