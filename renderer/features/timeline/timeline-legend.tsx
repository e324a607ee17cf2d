import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { markKinds, type MarkKind } from '../../chart-data/run-marks';
import type { RunSeries } from '../../chart-data/run-series';
import { useSeries } from '../../store/use-series';
import { useText, useWorkspace } from '../../store/window-store';
import { useSize } from '../../ui/use-size';
import { markShape } from './mark-paths';

/** Names the marks that are there; snapshots always, so that the place is never empty. */
export function TimelineLegend({ run }: { readonly run: RunSeries }) {
  const words = useText().travel.timeline;
  const list = useRef<HTMLUListElement>(null);
  const shown = useSeries(run, () => shownKinds(run));
  const isZoomed = useWorkspace(({ charts }) => charts.zoom !== undefined);
  const ghosts = useSeries(run, () => run.ghosts.filter(({ isLost }) => !isLost).length);
  const hasLost = useSeries(run, () => run.ghosts.some(({ isLost }) => isLost));
  const width = useSize(list)?.width;
  useLayoutEffect(() => shortenToFit(list.current!), [shown, ghosts, hasLost, isZoomed, width, words]);
  return (
    <ul className="timeline-legend" ref={list}>
      {(shown.split(' ') as MarkKind[]).map((kind) => (
        <Entry key={kind} words={words.marks[kind]} short={words.shortMarks[kind]}>
          <path className={`mark mark-${kind}`} d={markShape(kind)} />
        </Entry>
      ))}
      {isZoomed && (
        <Entry words={words.shownAbove} short={words.shownAboveShort}>
          <path className="timeline-shown" d="M-0.5 1.5h11v7h-11z" />
        </Entry>
      )}
      {hasLost && (
        <Entry words={words.lost} short={words.lostShort}>
          <path className="timeline-ghost" d="M-1 5h12" />
        </Entry>
      )}
      {ghosts > 0 && (
        <Entry words={words.earlier(ghosts)} short={words.earlierShort}>
          <path className="timeline-ghost" d="M-1 5h12" />
        </Entry>
      )}
    </ul>
  );
}

type EntryProps = { readonly words: string; readonly short: string; readonly children: ReactNode };

function Entry({ words, short, children }: EntryProps) {
  return (
    <li title={words} aria-label={words}>
      <svg className="timeline-key" width="10" height="10" aria-hidden="true">
        {children}
      </svg>
      <span className="timeline-full">{words}</span>
      <span className="timeline-short">{short}</span>
    </li>
  );
}

/** A word that is cut names nothing: where they don't fit, all are shortened, or left to the tooltips. */
function shortenToFit(list: HTMLElement): void {
  for (const words of ['full', 'short', 'none']) {
    list.dataset['words'] = words;
    if (list.scrollWidth <= list.clientWidth) return;
  }
}

/** One text, since two lists are never the same value. */
function shownKinds(run: RunSeries): string {
  const kinds = markKinds.filter((kind) => kind !== 'epoch' && run.marks.stepsOf(kind).length > 0);
  return kinds.length > 0 ? kinds.join(' ') : 'snapshot';
}
