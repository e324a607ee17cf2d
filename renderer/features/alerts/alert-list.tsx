import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { chooseStep } from '../../store/commands';
import type { Alert } from '../../store/alerts';
import { useLanguage, useText } from '../../store/window-store';
import { useClock } from '../../ui/use-clock';
import { lineHeight, useLines } from '../../ui/use-lines';
import { AlertRow } from './alert-row';
import { nextRow } from './next-row';

/** A list that is one stop of the Tab key. Only what is in view is in the document. @param alerts newest first */
export function AlertList({ alerts }: { readonly alerts: readonly Alert[] }) {
  const words = useText().window.alerts;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { first, end, style, onScroll } = useLines(list, alerts.length);
  const clock = useClock(useLanguage());
  // By its number: rows move down as others come.
  const [chosen, setChosen] = useState<number>();
  const at = alerts.findIndex((alert) => alert.id === chosen);

  useEffect(() => {
    if (at < 0 || !list.current) return;
    const { clientHeight, scrollTop } = list.current;
    const [above, below] = [at * lineHeight, (at + 1) * lineHeight - clientHeight];
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
      onScroll={onScroll}
    >
      <div style={style}>
        {alerts.slice(first, end).map((alert) => (
          <AlertRow
            key={alert.id}
            id={`${id}${alert.id}`}
            alert={alert}
            clock={clock}
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
