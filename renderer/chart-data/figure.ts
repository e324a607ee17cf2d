import type { Catalogue } from '../../main/contract/text/catalogue';
import type { RunPlan } from '../../main/contract/training-event';
import { type BestMark, bestMarks } from './best-marks';
import {
  type ChartGroup,
  type GroupMember,
  type LineForm,
  chartGroups,
  isBatchSoft,
  smoothedGroups,
} from './chart-groups';
import type { ChartTheme } from './chart-theme';
import { axisDomain, type ChartView } from './chart-view';
import { type Domain, logTicks, valueTicks } from './domains';
import type { DrawnGhost } from './drawn-run';
import { type Box, type PlacedEntry, placeCharts, placeLegend, smallText } from './figure-layout';
import { type EditMark, editMarks } from './edit-marks';
import { groupDomain } from './group-domain';
import { legendEntries, lineColour, metricName } from './legend';
import { formatStep, logTickLabels, tickLabels } from './number-format';
import { partialBox } from './partial-box';
import { badPath, belowPath, dashOf, linePath, markerPath, markersBeyond, pathBeyond } from './paths';
import { type PlotMap, xOf, yOf } from './plot-map';
import type { RunSeries } from './run-series';
import { ShownRun } from './shown-run';
import { Smoothing } from './smoothing';
import { axisName, axisTicks } from './step-axis';

/** A tick: its place in pixels of the picture and its label. */
export type FigureTick = { readonly at: number; readonly label: string };

/** A line as it is drawn; `markers` is a second path, filled. */
export type FigureLine = {
  readonly d: string;
  readonly markers: string;
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
  /** Of a line that was left for another; absent: 1. */
  readonly opacity?: number;
};

/** One chart of a picture; every place is in pixels of the picture. */
export type FigureChart = {
  readonly title: string;
  readonly box: Box;
  /** Where the data lie, within the picture. */
  readonly plot: Box;
  readonly xName: string;
  readonly yName: string;
  readonly xTicks: readonly FigureTick[];
  readonly yTicks: readonly FigureTick[];
  readonly lines: readonly FigureLine[];
  /** Marks of values that are not finite, a filled path. */
  readonly bad: string;
  /** Marks of values that have no place on a logarithmic axis, an outlined path; with it, what they say. */
  readonly below: string;
  readonly belowWords: string;
  readonly edits: readonly EditMark[];
  readonly best: readonly BestMark[];
  /** What is not trained yet. */
  readonly future?: Box;
  /** An epoch in which the data ended early. */
  readonly partial?: Box;
  readonly legend: readonly PlacedEntry[];
};

/** A picture of charts as a plain value: everything is placed, worded and coloured, nothing refers to the run. */
export type FigureModel = {
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly title: string;
  readonly note: string;
  readonly charts: readonly FigureChart[];
};

/** What a picture is to show, and how. */
export type FigureRequest = {
  readonly run: RunSeries;
  readonly plan: RunPlan;
  readonly text: Catalogue;
  readonly theme: ChartTheme;
  /** How the charts are looked at: the picture shows the same. */
  readonly view: ChartView;
  /** Quantities to draw, by name; absent: all of the run. */
  readonly metrics?: readonly string[];
  /** Pixels at scale 1. */
  readonly width: number;
};

/** Draws up the picture of a run as it stands now, and as it is looked at. */
export function figureModel({ run: series, plan, text, theme, view, metrics, width }: FigureRequest): FigureModel {
  const smoothing = view.isSmooth ? new Smoothing(view.weight) : undefined;
  const run = new ShownRun(series, { range: view.zoom, smoothing });
  const given = chartGroups(plan).filter(({ metric }) => metrics?.includes(metric) ?? true);
  const groups = smoothing ? smoothedGroups(given) : given;
  const legends = groups.map((group) => legendEntries(group, run, text));
  const { places, height } = placeCharts(legends, width);
  const x = axisDomain(series, view, plan);
  return {
    width,
    height,
    theme,
    title: plan.name,
    note: [text.charts.figureNote({ step: formatStep(run.step), seed: plan.seed }), ...viewWords(view, text)].join(
      text.charts.figureView.separator,
    ),
    charts: groups.map((group, i) => {
      const { box, plot } = places[i]!;
      const drawn = drawGroup(group, { run, plan, text, theme, view, x, box, plot });
      return {
        ...drawn,
        // As in the window: in words in the large chart.
        edits: i === 0 ? drawn.edits : drawn.edits.map((mark) => ({ x: mark.x })),
        legend: placeLegend(legends[i]!, box).entries,
      };
    }),
  };
}

/** What is not the plain view of a whole run: a picture on its own has to say so. */
function viewWords({ axis, isLog, isSmooth, weight, zoom }: ChartView, text: Catalogue): readonly string[] {
  const words = text.charts.figureView;
  return [
    ...(zoom ? [words.range(formatStep(zoom.from), formatStep(zoom.to))] : []),
    ...(axis === 'step' ? [] : [words.axis[axis]]),
    ...(isLog ? [words.log] : []),
    ...(isSmooth ? [words.smoothed(weight)] : []),
  ];
}

type Place = Pick<FigureRequest, 'plan' | 'text' | 'theme' | 'view'> & {
  readonly run: ShownRun;
  readonly x: Domain;
  readonly box: Box;
  readonly plot: Box;
};

function drawGroup(group: ChartGroup, place: Place): Omit<FigureChart, 'legend'> {
  const { run, text, theme, view, x, box, plot } = place;
  const { axis, isLog } = view;
  const y = groupDomain(group, run, undefined, isLog);
  const map: PlotMap = { ...plotMap(x, y, plot), axis, isLog, line: run.run };
  const bottom = plot.y + plot.height;
  const below = group.members.map(({ key }) => pathOfBelow(run, key, map, bottom)).join('');
  const name = metricName(group.metric, text);
  return {
    title: name,
    box,
    plot,
    xName: axisName(axis, x, text),
    yName: isLog ? text.charts.logOf(name) : name,
    xTicks: axisTicks(axis, x, plot.width / 70).map(({ at, label }) => ({ at: map.bx + map.kx * at, label })),
    yTicks: valueTicksOf(y, map, plot.height / 36),
    lines: [
      ...run.ghosts.flatMap((ghost) => drawGhost(ghost, group, map, theme)),
      ...group.members.flatMap((member) => member.forms.map((form) => drawLine(member, form, run, map, theme))),
    ],
    edits: editMarks(run.run.edits, text, map, plot, smallText, place.plan.classNames),
    best: bestMarks(run.run, group, text, map, plot, smallText),
    bad: group.members.map(({ key }) => pathOfBad(run, key, map, bottom)).join(''),
    below,
    belowWords: below && text.charts.below,
    ...futureOf(place, map),
    ...partialOf(place, map),
  };
}

function valueTicksOf(y: Domain, map: PlotMap, most: number): readonly FigureTick[] {
  const values = map.isLog ? logTicks(y, most) : valueTicks(y, most);
  const labels = map.isLog ? logTickLabels(values) : tickLabels(values);
  return values.map((value, i) => ({ at: yOf(map, value), label: labels[i]! }));
}

/** What is not trained yet, where the axis knows the run's length. */
function futureOf({ run, plan, view, plot }: Place, map: PlotMap): Pick<FigureChart, 'future'> {
  const right = plot.x + plot.width;
  const head = Math.max(plot.x, xOf(map, run.step));
  if (plan.totalSteps === undefined || view.axis === 'time' || head >= right) return {};
  return { future: { x: head, y: plot.y, width: right - head, height: plot.height } };
}

function partialOf({ run, plot }: Place, map: PlotMap): Pick<FigureChart, 'partial'> {
  const part = run.run.partial;
  const partial = part && partialBox(part, map, plot);
  return partial ? { partial } : {};
}

function drawLine(member: GroupMember, form: LineForm, run: ShownRun, map: PlotMap, theme: ChartTheme): FigureLine {
  const buckets = run.lines(member.key)?.[form];
  return {
    d: buckets ? linePath(buckets, map, form) : '',
    markers: buckets && form === 'validation' ? markerPath(buckets, map) : '',
    ...strokeOf(member, form, theme),
  };
}

/** What follows the place of parting on a line that was left. */
function drawGhost(ghost: DrawnGhost, group: ChartGroup, map: PlotMap, theme: ChartTheme): readonly FigureLine[] {
  const own = { ...map, line: ghost };
  return group.members.flatMap((member) =>
    member.forms.map((form) => {
      const buckets = ghost.lines.get(member.key)?.[form];
      return {
        d: buckets ? pathBeyond(buckets, own, form, ghost.from) : '',
        markers: buckets && form === 'validation' ? markersBeyond(buckets, own, ghost.from) : '',
        ...strokeOf(member, form, theme),
        opacity: 0.4,
      };
    }),
  );
}

function strokeOf(
  member: GroupMember,
  form: LineForm,
  theme: ChartTheme,
): Pick<FigureLine, 'colour' | 'width' | 'dash' | 'opacity'> {
  const isSoft = form === 'batch' && isBatchSoft(member);
  const colour = lineColour(member, form);
  const dash = dashOf(form);
  return {
    // Only the first has a softer form of its own.
    colour: isSoft && colour === 1 ? theme.seriesSoft : theme.series[colour - 1]!,
    width: form === 'batch' ? 1 : 2,
    ...(isSoft && colour !== 1 ? { opacity: softOpacity } : {}),
    ...(dash ? { dash } : {}),
  };
}

/** Of single batches beside a steadier line, as the style sheet has it. */
export const softOpacity = 0.5;

function pathOfBad(run: ShownRun, key: string, map: PlotMap, bottom: number): string {
  const { batch, validation } = run.lines(key) ?? {};
  return [batch, validation].map((buckets) => (buckets ? badPath(buckets, map, bottom) : '')).join('');
}

function pathOfBelow(run: ShownRun, key: string, map: PlotMap, bottom: number): string {
  const { batch, validation } = run.lines(key) ?? {};
  return [batch, validation].map((buckets) => (buckets ? belowPath(buckets, map, bottom) : '')).join('');
}

function plotMap(x: Domain, y: Domain, plot: Box): PlotMap {
  const kx = plot.width / (x[1] - x[0]);
  const ky = -plot.height / (y[1] - y[0]);
  return { kx, bx: plot.x - x[0] * kx, ky, by: plot.y + plot.height - y[0] * ky };
}
