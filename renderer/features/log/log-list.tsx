import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { UIEvent } from 'react';
import { formatStep } from '../../chart-data/number-format';
import { useLanguage, useText } from '../../store/window-store';
import type { LogRow } from '../../store/log-row';
import { useSize } from '../../ui/use-size';
import { logSentence } from '../../chart-data/log-sentence';
import { visibleRows } from '../../ui/visible-rows';
import '../../ui/lines.css';

/** Of the style sheet: every row is one line. */
const rowHeight = 20;
const nearEnd = 4;

/** Keeps to the newest row, unless the person has scrolled up. Only what is in view is in the document. */
export function LogList({ rows }: { readonly rows: readonly LogRow[] }) {
  const text = useText();
  const language = useLanguage();
  const element = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [top, setTop] = useState(0);
  const height = useSize(element)?.height ?? 400;
  const clock = useMemo(() => new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }), [language]);

  useLayoutEffect(() => {
    const list = element.current;
    if (list && follows.current) list.scrollTop = list.scrollHeight;
  }, [rows, height]);

  const onScroll = ({ currentTarget: list }: UIEvent<HTMLDivElement>) => {
    follows.current = list.scrollTop + list.clientHeight >= list.scrollHeight - nearEnd;
    setTop(list.scrollTop);
  };
  const { first, end } = visibleRows(top, height, rowHeight, rows.length);
  return (
    <div ref={element} className="lines" role="log" tabIndex={0} aria-label={text.window.log.label} onScroll={onScroll}>
      <div style={{ height: rows.length * rowHeight, paddingTop: first * rowHeight }}>
        {rows.slice(first, end).map((row) => {
          const sentence = logSentence(row.message, language);
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
