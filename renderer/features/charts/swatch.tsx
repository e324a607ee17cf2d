import type { LineForm } from '../../chart-data/chart-groups';

/** A sample of a line for a legend: jagged for single batches, plain for means, dash and marker for validation. */
export function Swatch({ form, className }: { readonly form: LineForm; readonly className: string }) {
  return (
    <svg className={`chart-swatch ${className}`} width="20" height="10" aria-hidden="true">
      <path className="chart-line" d={form === 'batch' ? 'M0 7 3 3l3 5 3-6 3 6 3-5 3 3 2-1' : 'M0 5h20'} />
      {form === 'validation' && <path className="chart-marker" d="M7 2h6v6h-6z" />}
    </svg>
  );
}
