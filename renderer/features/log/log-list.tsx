import { useLayoutEffect, useRef } from 'react';
import type { UIEvent } from 'react';
import { formatStep } from '../../chart-data/number-format';
import { useLanguage, useRun, useText } from '../../store/window-store';
import type { LogRow } from '../../store/log-row';
import { useClock } from '../../ui/use-clock';
import { useLines } from '../../ui/use-lines';
import { logSentence } from '../../chart-data/log-sentence';

const nearEnd = 4;

/** Keeps to the newest row, unless the person has scrolled up. Only what is in view is in the document. */
export function LogList({ rows }: { readonly rows: readonly LogRow[] }) {
  const text = useText();
  const language = useLanguage();
  const classNames = useRun(({ plan }) => plan?.classNames);
  const element = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const lines = useLines(element, rows.length);
  const clock = useClock(language);

  useLayoutEffect(() => {
    const list = element.current;
    if (list && follows.current) list.scrollTop = list.scrollHeight;
  }, [rows, lines.height]);

  const onScroll = (event: UIEvent<HTMLDivElement>) => {
    const list = event.currentTarget;
    follows.current = list.scrollTop + list.clientHeight >= list.scrollHeight - nearEnd;
    lines.onScroll(event);
  };
  return (
    <div ref={element} className="lines" role="log" tabIndex={0} aria-label={text.window.log.label} onScroll={onScroll}>
      <div style={lines.style}>
        {rows.slice(lines.first, lines.end).map((row) => {
          const sentence = logSentence(row.message, language, classNames);
          return (
            <div key={row.id} className={`lines-row log-row log-${row.level}`}>
              <time>{clock.format(row.time)}</time>
              <span className="lines-step">{formatStep(row.step)}</span>
              <span className="log-source">{text.window.log.sources[row.source]}</span>
              <span className="lines-sentence selectable" title={sentence}>
                {sentence}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
