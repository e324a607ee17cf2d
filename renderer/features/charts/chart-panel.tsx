import { memo, useCallback, useRef } from 'react';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { ChartGroup } from '../../chart-data/chart-groups';
import type { Domain } from '../../chart-data/domains';
import { groupDomain } from '../../chart-data/group-domain';
import { metricName, metricTail } from '../../chart-data/legend';
import type { ShownRun } from '../../chart-data/shown-run';
import type { StepAxis } from '../../chart-data/step-axis';
import type { ChartFrames } from './chart-frames';
import { ChartLegend } from './chart-legend';
import { useKeptDomain } from './kept-domain';
import { useNoTabStops } from './no-tab-stops';
import { Plot } from './plot';
import type { ChartZoom } from './use-zoom';
import { PathName } from '../../ui/path-name';
import { useSize } from '../../ui/use-size';

type Props = {
  readonly group: ChartGroup;
  readonly run: ShownRun;
  readonly frames: ChartFrames;
  readonly zoom: ChartZoom;
  readonly axis: StepAxis;
  readonly isLog: boolean;
  readonly x: Domain;
  readonly most: { readonly steps: number | undefined; readonly epochs: number | undefined };
  readonly text: Catalogue;
  readonly isLarge: boolean;
};

/** One chart with its title and legend. */
export const ChartPanel = memo(function ChartPanel(props: Props) {
  const { group, run, frames, zoom, axis, isLog, x, most, text, isLarge } = props;
  const container = useRef<HTMLDivElement>(null);
  const size = useSize(container);
  useNoTabStops(container);
  const compute = useCallback((previous?: Domain) => groupDomain(group, run, previous, isLog), [group, run, isLog]);
  const y = useKeptDomain(frames, compute);
  const name = metricName(group.metric, text);
  return (
    <section className={isLarge ? 'chart is-large' : 'chart'}>
      <div className="chart-box">
        <header>
          <h3 title={name}>
            <PathName name={name} tail={metricTail} />
          </h3>
          <ChartLegend group={group} run={run} frames={frames} text={text} most={most} />
        </header>
        <div className="chart-plot" ref={container} role="img" aria-label={text.charts.chartLabel(name)}>
          <div>
            {size && size.height > 40 && (
              <Plot
                group={group}
                run={run}
                frames={frames}
                zoom={zoom}
                size={size}
                axis={axis}
                isLog={isLog}
                x={x}
                y={y}
                total={most.steps}
                yName={name}
                text={text}
                isLarge={isLarge}
              />
            )}
          </div>
        </div>
      </div>
    </section>
  );
});
