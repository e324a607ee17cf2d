import { useState } from 'react';
import type { SourceFile } from '../../../main/contract/run-state';
import { useText } from '../../store/window-store';

/** The code that would run, to read only: the file and all of the person's that it imports. */
export function SourceView({ sources }: { readonly sources: readonly SourceFile[] }) {
  const words = useText().window.untrusted;
  const [index, setIndex] = useState(0);
  const source = sources[index] ?? sources[0];
  if (!source) return null;
  const lines = source.text.split(/\r?\n/);
  return (
    <section className="source" aria-label={words.code(source.path)}>
      <header>
        {sources.length > 1 ? (
          <select
            className="field field-small"
            aria-label={words.files}
            value={index}
            onChange={(event) => setIndex(Number(event.target.value))}
          >
            {sources.map(({ path }, i) => (
              <option key={path} value={i}>
                {path}
              </option>
            ))}
          </select>
        ) : (
          source.path
        )}
      </header>
      <div className="source-scroll" tabIndex={0} role="group" aria-label={words.code(source.path)}>
        <pre className="source-numbers" aria-hidden="true">
          {lines.map((_, i) => `${i + 1}\n`).join('')}
        </pre>
        <pre className="selectable">{source.text}</pre>
      </div>
    </section>
  );
}
