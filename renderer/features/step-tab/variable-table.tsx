import { useState } from 'react';
import type { VariableStep } from '../../../main/contract/debug/inside-step';
import { formatSmall } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { PathName } from '../../ui/path-name';
import { variableColumns, variableRows, type VariableColumn } from './variable-rows';

/** Norms of each variable, its gradient and its proposed update; a click on a head sorts by it. */
export function VariableTable({ variables }: { readonly variables: readonly VariableStep[] }) {
  const words = useText().travel.step;
  const [wanted, setWanted] = useState<VariableColumn>('ratio');
  const hasUpdate = variables.some(({ updateNorm }) => updateNorm !== undefined);
  const by = !hasUpdate && (wanted === 'ratio' || wanted === 'update') ? 'gradient' : wanted;
  const columns = variableColumns.filter((column) => hasUpdate || (column !== 'update' && column !== 'ratio'));
  const cell = (value: number | undefined, column: VariableColumn, bar: number) => (
    <td key={column} className={column === by ? 'step-sorted' : ''}>
      {column === by && <i style={{ width: `${(bar * 100).toFixed(1)}%` }} />}
      <span className={value === undefined || Number.isFinite(value) ? '' : 'text-error'}>
        {value === undefined ? '' : formatSmall(value)}
      </span>
    </td>
  );
  return (
    <section className="step-section">
      <table className="table has-hover step-table step-variables">
        <caption>{words.variables}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={ariaSort(column, by)}>
                <button
                  type="button"
                  title={column === 'ratio' ? words.ratioHint : words.sortBy(words.columns[column])}
                  onClick={() => setWanted(column)}
                >
                  {words.columns[column]}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {variableRows(variables, by).map((row) => (
            <tr key={row.name}>
              <th scope="row" aria-label={row.name} title={`${row.name} ${row.shape.join('×')}`}>
                <code>
                  <PathName name={row.name} />
                </code>
              </th>
              {columns.slice(1).map((column) => cell(row[column] as number | undefined, column, row.bar))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ariaSort(column: VariableColumn, by: VariableColumn): 'ascending' | 'descending' | 'none' {
  if (column !== by) return 'none';
  return column === 'name' ? 'ascending' : 'descending';
}
