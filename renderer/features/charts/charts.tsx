import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { isTraining, type RunState } from '../../../main/contract/run-state';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { RunPlan } from '../../../main/contract/training-event';
import { bareGroup, type ChartGroup, chartGroups, smoothedGroups } from '../../chart-data/chart-groups';
import { axisDomain, type ChartView } from '../../chart-data/chart-view';
import type { Domain } from '../../chart-data/domains';
import type { RunSeries } from '../../chart-data/run-series';
import { ShownRun } from '../../chart-data/shown-run';
import { Smoothing } from '../../chart-data/smoothing';
import { possibleView } from '../../store/chart-view';
import { provideViewCommands } from '../../store/commands';
import { toneOf, viewedStep } from '../../store/selectors';
import { beat, useRun, useWorkspace } from '../../store/window-store';
import { BestSteps } from './best-steps';
import { ChartFrames } from './chart-frames';
import { ChartPanel } from './chart-panel';
import './charts.css';
import { useKeptDomain } from './kept-domain';
import { LineComparisonList } from './line-comparison';
import { TeachingLine } from './teaching-line';
import { useCursor } from './use-cursor';
import { useFollowing, useZoom, useZoomToNaN } from './use-zoom';
import { ViewTools } from './view-tools';

type Props = {
  readonly series: RunSeries;
  readonly plan: RunPlan | undefined;
  readonly state: RunState;
  /** Whether the window can be seen: if not, nothing is drawn. */
  readonly visible: boolean;
  readonly text: Catalogue;
  /** A step that the person has chosen on the timeline. */
  readonly chosen: number | undefined;
  /** What can be done with the charts: stands in the bar above them. */
  readonly tools: ReactNode;
};

/** All charts of a run: loss large on top, the metrics below it, one cursor and one step axis through all. */
export function ChartStack({ series, plan, state, visible, text, chosen, tools }: Props) {
  const frames = useChartFrames(state, visible, chosen);
  const view = useView(plan, series);
  const { axis, isLog, isSmooth } = view;
  const groups = useMemo(() => {
    const given = plan ? chartGroups(plan) : [bareGroup];
    return isSmooth ? smoothedGroups(given) : given;
  }, [plan, isSmooth]);
  const total = plan?.totalSteps;
  const most = useMemo(() => ({ steps: total, epochs: plan?.epochs }), [total, plan?.epochs]);
  const run = useShownRun(series, view);
  const compute = useCallback(
    (previous?: Domain) => axisDomain(series, { axis, zoom: view.zoom }, plan, previous),
    [series, axis, view.zoom, plan],
  );
  const x = useKeptDomain(frames, compute);
  const zoom = useZoom({ series, frames, view, lengths: plan, domain: x });
  useFollowing(series, frames, total);
  useZoomToNaN(state);
  useEffect(() => provideViewCommands({ zoomCharts: zoom.press, cursorStep: () => frames.cursor }), [zoom, frames]);
  const stack = useRef<HTMLDivElement>(null);
  const live = useRef<HTMLParagraphElement>(null);
  useCursor({ stack, live, run, groups, frames, text, onMove: zoom.over });

  const [first, ...others] = groups;
  const panel = (group: ChartGroup, isLarge: boolean) => (
    <ChartPanel
      key={group.metric}
      group={group}
      run={run}
      frames={frames}
      zoom={zoom}
      axis={axis}
      isLog={isLog}
      x={x}
      most={most}
      text={text}
      isLarge={isLarge}
    />
  );
  return (
    <>
      <div className="chartbar-room">
        <div className={view.zoom || isSmooth ? 'chartbar is-crowded' : 'chartbar'}>
          <ViewTools view={view} series={series} plan={plan} text={text} />
          {tools}
        </div>
      </div>
      <BestSteps run={series} text={text} />
      {first && <TeachingLine group={first} run={series} state={state} text={text} />}
      {first && <LineComparisonList group={first} run={series} frames={frames} text={text} />}
      <div
        className={`chart-stack tone-${toneOf(state)}`}
        ref={stack}
        role="group"
        tabIndex={0}
        aria-label={text.charts.stack}
        aria-description={text.charts.stackHint}
      >
        {first && panel(first, true)}
        {others.length > 0 && (
          <div className={others.length > 1 ? 'chart-rows' : 'chart-rows is-single'}>
            {others.map((group) => panel(group, false))}
          </div>
        )}
        <p className="unseen" ref={live} aria-live="polite" />
      </div>
    </>
  );
}

/** How the charts are looked at; looked up again at each epoch, since the first may bring the epochs' length. */
function useView(plan: RunPlan | undefined, series: RunSeries): ChartView {
  const wanted = useWorkspace(({ charts }) => charts);
  useRun(({ epoch }) => epoch);
  return possibleView(wanted, plan, series);
}

/** What of the run is looked at; another object, and all charts drawn anew, when that changes. */
function useShownRun(series: RunSeries, { zoom, isSmooth, weight }: ChartView): ShownRun {
  const smoothing = useMemo(() => (isSmooth ? new Smoothing(weight) : undefined), [isSmooth, weight]);
  return useMemo(() => new ShownRun(series, { range: zoom, smoothing }), [series, zoom, smoothing]);
}

function useChartFrames(state: RunState, visible: boolean, chosen: number | undefined): ChartFrames {
  const frames = useMemo(() => new ChartFrames(beat), []);
  useEffect(() => frames.start(), [frames]);
  useEffect(() => frames.setVisible(visible), [frames, visible]);
  const isMoving = isTraining(state);
  useEffect(() => frames.setMarksHead(!isMoving), [frames, isMoving]);
  const viewed = viewedStep(state);
  useEffect(() => frames.setRest(chosen ?? viewed, viewed), [frames, chosen, viewed]);
  return frames;
}
