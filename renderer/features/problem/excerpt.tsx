import type { Place } from '../../../main/contract/errors';
import { fileName } from '../../chart-data/file-name';
import { useText } from '../../store/window-store';

/** The lines around a place in the person's own file, the line itself marked. */
export function Excerpt({ place }: { readonly place: Place }) {
  const words = useText().window.problem;
  const { file, line, column, excerpt } = place;
  return (
    <figure className="excerpt">
      <figcaption>
        <strong title={file}>{fileName(file)}</strong> {words.place(line, column)}
      </figcaption>
      {excerpt && (
        <pre className="selectable">
          {excerpt.lines.map((code, i) => {
            const number = excerpt.firstLine + i;
            return (
              <span key={number} className={number === line ? 'is-bad' : ''}>
                <i>{number}</i>
                {number === line ? <Marked code={code} column={column} /> : code}
              </span>
            );
          })}
        </pre>
      )}
    </figure>
  );
}

/** Underlines the word that begins at the column, or the rest of the line where none does. */
function Marked({ code, column }: { readonly code: string; readonly column: number }) {
  const start = Math.max(0, column - 1);
  const length = /^(\w+|"[^"]*"|'[^']*'|\S+)/.exec(code.slice(start))?.[0].length ?? code.length - start;
  return (
    <>
      {code.slice(0, start)}
      <mark>{code.slice(start, start + length)}</mark>
      {code.slice(start + length)}
    </>
  );
}
