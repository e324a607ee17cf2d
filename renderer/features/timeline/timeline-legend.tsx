import { useCallback, useSyncExternalStore } from 'react';
import { markKinds, type MarkKind } from '../../chart-data/run-marks';
import type { RunSeries } from '../../chart-data/run-series';
import { useText } from '../../store/window-store';
import { markShape } from './mark-paths';

/** Names the marks that are there; snapshots always, so that the place is never empty. */
export function TimelineLegend({ run }: { readonly run: RunSeries }) {
  const words = useText().travel.timeline;
  const subscribe = useCallback((listener: () => void) => run.subscribe(listener), [run]);
  const shown = useSyncExternalStore(subscribe, () => shownKinds(run));
  const ghosts = useSyncExternalStore(subscribe, () => run.ghosts.length);
  return (
    <ul className="timeline-legend">
      {shown.split(' ').map((kind) => (
        <li key={kind}>
          <svg className="timeline-key" width="10" height="10" aria-hidden="true">
            <path className={`mark mark-${kind}`} d={markShape(kind as MarkKind)} />
          </svg>
          {words.marks[kind as MarkKind]}
        </li>
      ))}
      {ghosts > 0 && (
        <li>
          <svg className="timeline-key timeline-ghost-key" width="12" height="10" aria-hidden="true">
            <path className="timeline-ghost" d="M0 5h12" />
          </svg>
          {words.earlier(ghosts)}
        </li>
      )}
    </ul>
  );
}

/** One text, since two lists are never the same value. */
function shownKinds(run: RunSeries): string {
  const kinds = markKinds.filter((kind) => kind !== 'epoch' && run.marks.stepsOf(kind).length > 0);
  return kinds.length > 0 ? kinds.join(' ') : 'snapshot';
}
