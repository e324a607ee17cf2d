import { type KeyboardEvent, memo, type PointerEvent, type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import { isPossible } from '../../../main/contract/commands';
import { isRunning } from '../../../main/contract/run-state';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { coverParts } from '../../chart-data/cover-parts';
import type { Domain } from '../../chart-data/domains';
import { formatStep } from '../../chart-data/number-format';
import { markKinds } from '../../chart-data/run-marks';
import { ghostLimit, type RunSeries } from '../../chart-data/run-series';
import { goToStep } from '../../store/commands';
import { placeNow, reachOf, stepNow, toneOf, viewedStep } from '../../store/selectors';
import { runStore, usePreferences, useRun, useText, useWorkspace, workspace } from '../../store/window-store';
import { useSize } from '../../ui/use-size';
import { inset, stepScale, timelineTicks, trackHeight } from './timeline-pen';
import { useDrawing } from './use-drawing';

type Props = {
  readonly ref: Ref<HTMLDivElement>;
  readonly run: RunSeries;
  readonly group: ChartGroup;
  readonly x: Domain;
};

const choose = (chosenStep: number | undefined) => workspace.setState({ chosenStep });

/**
 * The axis of the timeline: drag or press keys to choose a step, release or press Enter to go there. A step that is not
 * trained yet stays chosen: Enter, or the button above, trains on to it.
 */
export function Track({ ref, run, group, x }: Props) {
  const words = useText().travel.timeline;
  const element = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => element.current!);
  const svg = useRef<SVGSVGElement>(null);
  const width = useSize(element)?.width ?? 0;
  const visible = usePreferences((now) => now.visible);
  const chosen = useWorkspace(({ chosenStep }) => chosenStep);
  const tone = useRun(({ state }) => toneOf(state));
  const viewed = useRun(({ state }) => viewedStep(state));
  const standing = useRun(({ state }) => (state.status === 'paused' ? state.step : undefined));
  const step = useRun(stepNow);
  const newest = useRun((facts) => reachOf(facts).newest);
  const most = useRun((facts) => reachOf(facts).most);
  const shownRange = useWorkspace(({ charts }) => charts.zoom);
  const at = chosen ?? viewed ?? standing;
  const view = useMemo(
    () => ({ x, width: Math.max(width, 200), group, at, viewed, untrained: words.untrained, shown: shownRange }),
    [x, width, group, at, viewed, words, shownRange],
  );
  const moves = useRun(({ state }) => isRunning(state));
  useDrawing(svg, run, view, { visible, moves });
  const shown = chosen ?? step;
  return (
    <div
      ref={element}
      className={`timeline-track tone-${tone}`}
      role="slider"
      tabIndex={0}
      aria-label={words.label}
      aria-description={words.hint}
      aria-valuemin={0}
      aria-valuemax={Number.isFinite(most) ? most : newest}
      aria-valuenow={shown}
      aria-valuetext={words.at(formatStep(shown))}
      title={words.hint}
      onKeyDown={(event) => onKey(event)}
      onBlur={(event) => {
        if (!event.currentTarget.closest('section')?.contains(event.relatedTarget)) choose(undefined);
      }}
      onPointerDown={(event) => onDrag(event, x, width, 'begin')}
      onPointerMove={(event) => onDrag(event, x, width, 'move')}
      onPointerUp={(event) => onDrag(event, x, width, 'end')}
      onPointerCancel={() => choose(undefined)}
    >
      <Picture svg={svg} x={x} width={width} />
    </div>
  );
}

type PictureProps = { readonly svg: Ref<SVGSVGElement>; readonly x: Domain; readonly width: number };

/** What is drawn into; the step of now is none of its business. */
const Picture = memo(function Picture({ svg, x, width }: PictureProps) {
  return (
    <svg ref={svg} width="100%" height={trackHeight} aria-hidden="true">
      <Layers />
      <g className="timeline-ticks">
        <line x1={inset.left} x2={Math.max(inset.left, width - inset.right)} y1={44.5} y2={44.5} />
        {width > 0 &&
          timelineTicks(x, width).map((tick) => (
            <text key={tick.step} x={tick.at} y={57} textAnchor={anchorOf(tick, width)}>
              {tick.label}
            </text>
          ))}
      </g>
      <g className="timeline-cursor run-cursor">
        <line y1={2} y2={45} />
        <rect y={46} height={16} rx={2} />
        <text y={58} textAnchor="middle" />
      </g>
    </svg>
  );
});

/** Half the width of a digit in pixels, about. */
const halfDigit = 3.5;

/** A long number at the right end would be cut. */
const anchorOf = ({ at, label }: { readonly at: number; readonly label: string }, width: number): 'middle' | 'end' =>
  at + label.length * halfDigit > width ? 'end' : 'middle';

/** What the pen draws into, bottom first. */
function Layers() {
  return (
    <>
      <defs>
        <pattern id="timeline-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" />
        </pattern>
      </defs>
      <g className="timeline-untrained" fill="url(#timeline-hatch)">
        {Array.from({ length: coverParts }, (_, i) => (
          <rect key={i} y={2} height={42} width={0} />
        ))}
      </g>
      <text className="timeline-words" y={27} textAnchor="middle" />
      {Array.from({ length: ghostLimit }, (_, i) => (
        <path key={i} className={`timeline-ghost timeline-ghost-${i}`} />
      ))}
      <path className="timeline-line" />
      <rect className="timeline-shown" y={2.5} height={41} width={0} visibility="hidden" />
      <rect className="timeline-veil run-veil" y={2} height={42} width={0} />
      {markKinds.map((kind) => (
        <path key={kind} className={`mark mark-${kind}`} />
      ))}
    </>
  );
}

/** The step that the keys move from: what is chosen, or where the run stands or goes. */
function onKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const facts = runStore.facts.getState();
  const { chosenStep } = workspace.getState();
  const { oldest, newest, most } = reachOf(facts);
  const from = chosenStep ?? placeNow(facts);
  const stride = event.shiftKey ? 10 : 1;
  const moves: { readonly [key: string]: number | undefined } = {
    ArrowLeft: from - stride,
    ArrowDown: from - stride,
    ArrowRight: from + stride,
    ArrowUp: from + stride,
    PageDown: from - 10,
    PageUp: from + 10,
    Home: oldest,
    End: newest,
  };
  const next = moves[event.key];
  if (next !== undefined) choose(Math.min(Math.max(next, oldest), most));
  else if (event.key === 'Enter' && chosenStep !== undefined) goToStep(chosenStep);
  else if (event.key === 'Escape' && chosenStep !== undefined) choose(undefined);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onDrag(event: PointerEvent<HTMLElement>, x: Domain, width: number, phase: 'begin' | 'move' | 'end'): void {
  const { currentTarget: track } = event;
  if (phase === 'begin') {
    if (event.button !== 0) return;
    track.setPointerCapture(event.pointerId);
  } else if (!track.hasPointerCapture(event.pointerId)) return;
  const facts = runStore.facts.getState();
  const { oldest, newest, most } = reachOf(facts);
  const wanted = stepScale(x, width).stepAt(event.clientX - track.getBoundingClientRect().left);
  const step = Math.min(Math.max(wanted, oldest), most, x[1]);
  if (phase !== 'end') return choose(step);
  track.releasePointerCapture(event.pointerId);
  // Training on may take long, so releasing the pointer is not enough: it takes the button, or Enter.
  if (step > newest && isPossible('step', facts.state)) return track.focus();
  const isThere = step === placeNow(facts) && isPossible('goTo', facts.state);
  if (newest === 0 || isThere) choose(undefined);
  else goToStep(step);
}
