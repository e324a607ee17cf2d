import type { BisectAnswer } from '../../../main/contract/debug/bisect';
import { errorLine } from '../../../main/contract/text';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { fileName } from '../../chart-data/file-name';
import { formatStep } from '../../chart-data/number-format';
import { openBatch, showRow } from '../../store/commands';
import { copyText } from '../../store/toasts';
import { useLanguage, useText } from '../../store/window-store';
import { Button } from '../../ui/button';

type Words = Catalogue['notFinite'];
/** Rows that are said one by one. */
const shownRows = 8;

function rowSentences({ rows, batchRows }: BisectAnswer, words: Words): readonly string[] {
  if (rows.kind === 'all') return [words.all];
  if (rows.kind === 'none') return [words.none];
  if (rows.kind === 'together') {
    return rows.layers.length > 0 ? [words.together, words.togetherBy(rows.layers.join(', '))] : [words.together];
  }
  const list = rows.rows.slice(0, shownRows).map((row) => formatStep(row + 1));
  const others = rows.rows.length - shownRows;
  const shown = others > 0 ? `${list.join(', ')} ${words.andMore(formatStep(others))}` : list.join(', ');
  return [words.rowList(shown, rows.rows.length, formatStep(batchRows)), words.each(rows.rows.length)];
}

/** Where NaN begins, in plain words, and where the step is kept. */
export function BisectResult({ found }: { readonly found: BisectAnswer }) {
  const { notFinite: words, batchInspector, shell } = useText();
  const language = useLanguage();
  const { phase, layer, className, rows, sources } = found;
  return (
    <dl className="bisect selectable" aria-label={words.result}>
      <dt>{words.phase}</dt>
      <dd>
        <strong>{words.phases[phase]}</strong> {words.origins[phase](layer, className)}
      </dd>
      <dt>{words.layer}</dt>
      <dd>
        <code>{layer}</code> {className}
      </dd>
      <dt>{words.rows}</dt>
      <dd>
        {shell.sentences(rowSentences(found, words))}{' '}
        {sources?.slice(0, shownRows).map(({ source, row }) => (
          <span
            key={`${source} ${row}`}
            className="bisect-sources"
            title={batchInspector.sourceHint(source, formatStep(row))}
          >
            {batchInspector.source(fileName(source), formatStep(row))}{' '}
          </span>
        ))}
        {rows.kind === 'some' && (
          <Button label={words.openRows} kind="bordered" className="btn-small" onClick={() => showRow(rows.rows[0]!)} />
        )}
      </dd>
      <dt>{words.saved}</dt>
      <dd>
        {'folder' in found ? (
          <>
            <code>{found.folder}</code>
            <Button
              label={words.copyFolder}
              icon="copy"
              iconOnly
              className="btn-small"
              onClick={() => void copyText(found.folder)}
            />
            <Button
              label={words.openCase}
              kind="bordered"
              className="btn-small"
              onClick={() => openBatch(found.folder, rows.kind === 'some' ? rows.rows[0] : undefined)}
            />
          </>
        ) : (
          shell.sentences([words.notSaved, errorLine(found.notSaved, language)])
        )}
      </dd>
    </dl>
  );
}
