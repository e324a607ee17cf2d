import type { Variant, VariantOutcome, WhatIf } from '../../../main/contract/debug/what-if';
import { variantText } from '../../chart-data/edit-sentence';
import { metricName } from '../../chart-data/legend';
import { formatStep, formatValue } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { Button } from '../../ui/button';

type Props = {
  readonly result: WhatIf;
  readonly variants: readonly Variant[];
  readonly canKeep: boolean;
  readonly onKeep: (variant: Variant) => void;
  readonly onNone: () => void;
};

type Row = {
  readonly label: string;
  readonly hint?: string;
  readonly value: (outcome: VariantOutcome) => number;
  readonly format?: (value: number, outcome: VariantOutcome) => string;
  /** Drawn below the numbers, from 0. */
  readonly hasBars?: boolean;
};

/** A difference in percent, as narrow as a column of five: −2.6 %, +15 %. */
function percent(part: number, of: number): string {
  const share = (part / of) * 100;
  if (!Number.isFinite(share)) return '–';
  const size = Math.abs(share);
  const digits = size.toFixed(size < 9.95 ? 1 : 0);
  return `${share > 0 ? '+' : share < 0 ? '−' : ''}${digits}\u202f%`;
}

/** What each variant comes to, beside the step as it is. */
export function Outcomes({ result, variants, canKeep, onKeep, onNone }: Props) {
  const text = useText();
  const words = text.whatIf;
  const { base } = result;
  const all = [base, ...result.variants];
  const others = Object.keys(base.before).filter((key) => key !== 'loss');
  const loss = (outcome: VariantOutcome): number => outcome.after['loss']!;
  const rows: readonly Row[] = [
    { label: words.before(words.lossValue), value: ({ before }) => before['loss']!, hasBars: true },
    { label: words.after(words.lossValue), value: loss, hasBars: true },
    {
      label: words.change,
      value: (outcome) => loss(outcome) - outcome.before['loss']!,
      format: (value, { before }) => percent(value, before['loss']!),
    },
    {
      label: words.against,
      value: (outcome) => loss(outcome) - loss(base),
      format: (value) => percent(value, loss(base)),
    },
    ...others.flatMap((key): Row[] => [
      { label: words.before(metricName(key, text)), value: ({ before }) => before[key]! },
      { label: words.after(metricName(key, text)), value: ({ after }) => after[key]! },
    ]),
    { label: words.gradientNorm, hint: words.gradientHint, value: ({ gradientNorm }) => gradientNorm, hasBars: true },
    { label: words.updateNorm, hint: words.updateHint, value: ({ updateNorm }) => updateNorm, hasBars: true },
    { label: words.rows, value: (outcome) => outcome.rows, format: formatStep },
  ];
  const isUnequal = variants.some(
    ({ withoutDropout, withoutRows, loss: other }) => withoutDropout || withoutRows || other !== undefined,
  );
  return (
    <>
      <table className="table is-lined is-small what-if-table what-if-outcomes" aria-label={words.results}>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.asIs}</th>
            {variants.map((variant, at) => (
              <th key={at} scope="col" title={variantText(variant, text)} aria-label={words.variant(String(at + 1))}>
                {at + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <OutcomeRow key={row.label} row={row} outcomes={all} />
          ))}
        </tbody>
        {canKeep && (
          <tfoot>
            <tr>
              <td />
              <td />
              {variants.map((variant, at) => (
                <td key={at}>
                  <Button
                    label={words.keep}
                    name={words.keepVariant(String(at + 1))}
                    kind="bordered"
                    className="btn-small"
                    onClick={() => onKeep(variant)}
                  />
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {isUnequal && <p className="text-quiet">{words.unequal}</p>}
      <div className="what-if-actions">
        <Button label={words.keepNone} kind="bordered" className="btn-small" onClick={onNone} />
      </div>
    </>
  );
}

function OutcomeRow({ row, outcomes }: { readonly row: Row; readonly outcomes: readonly VariantOutcome[] }) {
  const { label, hint = label, value, format = formatValue, hasBars } = row;
  const values = outcomes.map(value);
  const most = Math.max(...values.filter(Number.isFinite).map(Math.abs), 0);
  return (
    <tr>
      <th scope="row" title={hint}>
        {label}
      </th>
      {values.map((each, at) => (
        <td key={at} title={String(each)} className={Number.isFinite(each) ? '' : 'text-error'}>
          {format(each, outcomes[at]!)}
          {hasBars && Number.isFinite(each) && most > 0 && (
            <i style={{ width: `${Math.max(0, (each / most) * 100)}%` }} />
          )}
        </td>
      ))}
    </tr>
  );
}
