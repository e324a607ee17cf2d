import { memo, type Ref, useLayoutEffect, useState } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { coverParts, partsOfCover } from '../../chart-data/cover-parts';
import { flagWidth, labelWidth } from '../../chart-data/label-width';
import { hasPlace, stepAt, xOf, yOf } from '../../chart-data/plot-map';
import type { ShownRun } from '../../chart-data/shown-run';
import { setAttribute, setShown, setText } from '../../ui/write-svg';
import type { ChartFrames } from './chart-frames';
import { type Plot, type Scales, usePlotMap } from './use-plot-map';

type Props = {
  readonly group: ChartGroup;
  readonly run: ShownRun;
  readonly frames: ChartFrames;
  readonly scales: Scales;
  readonly total: number | undefined;
  /** What the flag says of a step. */
  readonly flag: (step: number) => string;
};

/**
 * The cursor of a chart: a line, a dot on each batch line and a flag with the step. Without a cursor the dots follow
 * the newest values; what is not trained yet lies in shade, what is later than a viewed step of the past under a veil.
 */
export const Crosshair = memo(function Crosshair({ group, run, frames, scales, total, flag }: Props) {
  const plot = usePlotMap(scales);
  // As state, not as refs: a layer of the chart may come to be after this component's own effects.
  const [shade, setShade] = useState<SVGGElement | null>(null);
  const [veil, setVeil] = useState<SVGGElement | null>(null);
  const [layer, setLayer] = useState<SVGGElement | null>(null);

  useLayoutEffect(() => {
    if (!plot || !layer || !shade || !veil) return;
    const draw = () => {
      drawFrom(shade, plot, total === undefined ? undefined : run.step);
      drawFrom(veil, plot, frames.viewed, 1);
      drawCursor(layer, plot, { group, run, frames, flag });
    };
    draw();
    const unsubscribe = frames.onCursor(draw);
    const release = followPointer(layer.closest('svg')!, plot, run, frames);
    return () => {
      unsubscribe();
      release();
    };
  }, [plot, layer, shade, veil, group, run, frames, total, flag]);

  if (!plot) return null;
  const bottom = plot.y + plot.height;
  return (
    <>
      <ZIndexLayer zIndex={DefaultZIndexes.grid - 1}>
        <Cover ref={setShade} className="chart-future" />
      </ZIndexLayer>
      <ZIndexLayer zIndex={DefaultZIndexes.line + 1}>
        <Cover ref={setVeil} className="run-veil" />
      </ZIndexLayer>
      <ZIndexLayer zIndex={DefaultZIndexes.label + 1}>
        <g ref={setLayer} className="chart-cursor run-cursor">
          <line y1={plot.y} y2={bottom} />
          <g className="chart-flag">
            <rect y={bottom + 3} height={16} rx={2} />
            <text y={bottom + 15} textAnchor="middle" />
          </g>
          {group.members.map(({ key, colour }) => (
            <circle key={key} className={`series-${colour}`} r={3.5} />
          ))}
        </g>
      </ZIndexLayer>
    </>
  );
});

/** Puts the cursor on the step under the pointer. */
function followPointer(chart: SVGSVGElement, plot: Plot, run: ShownRun, frames: ChartFrames): () => void {
  const move = (event: PointerEvent) => {
    const x = event.clientX - chart.getBoundingClientRect().left;
    const isInside = x >= plot.x - 4 && x <= plot.x + plot.width + 4 && run.step > 0;
    frames.moveCursor(isInside ? run.stepNear(stepAt(plot.map, x)) : undefined);
  };
  const leave = () => frames.moveCursor(undefined);
  chart.addEventListener('pointermove', move);
  chart.addEventListener('pointerleave', leave);
  return () => {
    chart.removeEventListener('pointermove', move);
    chart.removeEventListener('pointerleave', leave);
  };
}

function Cover({ ref, className }: { readonly ref: Ref<SVGGElement>; readonly className: string }) {
  return (
    <g ref={ref} className={className}>
      {Array.from({ length: coverParts }, (_, i) => (
        <path key={i} />
      ))}
    </g>
  );
}

/** Covers what follows a step; nothing, if there is none. @param above pixels above the plot that are covered too */
function drawFrom(cover: SVGGElement, { map, x, y, width, height }: Plot, step: number | undefined, above = 0): void {
  const end = x + width;
  partsOfCover([x, end], step === undefined ? end : Math.round(xOf(map, step))).forEach(([left, right], i) => {
    setAttribute(cover.children[i]!, 'd', left < right ? `M${left},${y - above}H${right}V${y + height}H${left}z` : '');
  });
}

type Shown = Pick<Props, 'group' | 'run' | 'frames' | 'flag'>;

function drawCursor(layer: SVGGElement, plot: Plot, { group, run, frames, flag: wordsOf }: Shown): void {
  const [line, flag, ...dots] = layer.children as unknown as [Element, Element, ...Element[]];
  const wanted = frames.at;
  const isTrained = wanted !== undefined && wanted <= run.step; // not after a restart
  const head = frames.marksHead && run.step > 0 ? run.step : undefined;
  const step = isTrained ? wanted : head;
  const x = step === undefined ? NaN : Math.round(xOf(plot.map, step)) + 0.5;
  const isSeen = isWithin(plot, x);
  setShown(line, isSeen);
  setShown(flag, isSeen);
  if (step !== undefined && isSeen) {
    setAttribute(line, 'x1', x);
    setAttribute(line, 'x2', x);
    drawFlag(flag, x, plot, wordsOf(step));
  }
  clearTicksAt(layer, isSeen ? x : undefined);
  group.members.forEach(({ key }, i) => drawDot(dots[i]!, plot, run, key, step));
}

/** Whether a place is in the plot: what is not looked at lies outside. */
function isWithin({ x, width }: Plot, at: number): boolean {
  return at >= x - 1 && at <= x + width + 1;
}

function drawFlag(flag: Element, x: number, plot: Plot, words: string): void {
  const [rect, text] = flag.children as unknown as [Element, Element];
  const width = flagWidth(words);
  const left = Math.max(0, Math.min(x - width / 2, plot.x + plot.width + 14 - width));
  setAttribute(rect, 'x', left);
  setAttribute(rect, 'width', width);
  setAttribute(text, 'x', left + width / 2);
  setText(text, words);
}

function drawDot(dot: Element, plot: Plot, run: ShownRun, key: string, step: number | undefined): void {
  const reading = run.reading(key, 'batch', step);
  const x = reading ? xOf(plot.map, reading.step) : NaN;
  const isDrawn = reading && Number.isFinite(reading.value) && hasPlace(plot.map, reading.value) && isWithin(plot, x);
  setShown(dot, isDrawn === true);
  if (!isDrawn) return;
  const y = Math.min(plot.y + plot.height, Math.max(plot.y, yOf(plot.map, reading.value)));
  setAttribute(dot, 'cx', x.toFixed(1));
  setAttribute(dot, 'cy', y.toFixed(1));
}

/** Leaves out labels of the step axis that the flag would touch. */
function clearTicksAt(layer: Element, x: number | undefined): void {
  const chart = layer.closest('svg');
  const flag = layer.querySelector('.chart-flag text')?.textContent ?? '';
  const labels = chart?.querySelectorAll('.recharts-xAxis-tick-labels text, .chart-x-name') ?? [];
  for (const label of labels) {
    const at = Number(label.getAttribute('x'));
    const half = labelWidth(label.textContent) / 2 + 4;
    const middle = label.getAttribute('text-anchor') === 'end' ? at - half + 4 : at;
    setShown(label, x === undefined || Math.abs(middle - x) > half + flagWidth(flag) / 2);
  }
}
