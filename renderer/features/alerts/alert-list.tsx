import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { chooseStep } from '../../store/commands';
import type { Alert } from '../../store/alerts';
import { useText } from '../../store/window-store';
import { useSize } from '../../ui/use-size';
import { visibleRows } from '../../ui/visible-rows';
import { AlertRow } from './alert-row';
import { nextRow } from './next-row';
import '../../ui/lines.css';

/** Of the style sheet: every row is one line. */
const rowHeight = 20;

/** A list that is one stop of the Tab key. Only what is in view is in the document. @param alerts newest first */
export function AlertList({ alerts }: { readonly alerts: readonly Alert[] }) {
  const words = useText().window.alerts;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  // By its number: rows move down as others come.
  const [chosen, setChosen] = useState<number>();
  const height = useSize(list)?.height ?? 400;
  const at = alerts.findIndex((alert) => alert.id === chosen);

  useEffect(() => {
    if (at < 0 || !list.current) return;
    const { clientHeight, scrollTop } = list.current;
    const [above, below] = [at * rowHeight, (at + 1) * rowHeight - clientHeight];
    if (above < scrollTop) list.current.scrollTop = above;
    else if (below > scrollTop) list.current.scrollTop = below;
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextRow(event.key, at, alerts.length);
    if (next !== undefined) setChosen(alerts[next]!.id);
    else if (event.key === 'Enter' && at >= 0) chooseStep(alerts[at]!.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { first, end } = visibleRows(top, height, rowHeight, alerts.length);
  return (
    <div
      ref={list}
      className="lines"
      role="listbox"
      tabIndex={0}
      aria-label={words.label}
      title={words.hint}
      aria-activedescendant={at >= first && at < end ? `${id}${alerts[at]!.id}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => setChosen((now) => now ?? alerts[0]?.id)}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
    >
      <div style={{ height: alerts.length * rowHeight, paddingTop: first * rowHeight }}>
        {alerts.slice(first, end).map((alert) => (
          <AlertRow
            key={alert.id}
            id={`${id}${alert.id}`}
            alert={alert}
            isChosen={alert.id === chosen}
            onChoose={() => {
              setChosen(alert.id);
              chooseStep(alert.at);
            }}
          />
        ))}
      </div>
    </div>
  );
}
