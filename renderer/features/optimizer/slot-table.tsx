import type { OptimizerDetail } from '../../../main/contract/debug/optimizer';
import { formatSmall } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { PathName } from '../../ui/path-name';

/** Norms of what the optimizer keeps, a row for each variable. */
export function SlotTable({ detail }: { readonly detail: OptimizerDetail }) {
  const words = useText().optimizer;
  const heads = [...new Set(detail.variables.flatMap(({ slots }) => slots.map(({ slot }) => slot)))];
  return (
    <>
      <h3>
        {words.slots} {heads.length > 0 && <small>{words.slotsHint}</small>}
      </h3>
      {heads.length === 0 ? (
        <p className="text-quiet">{words.noSlots}</p>
      ) : (
        <table className="table is-lined is-small slot-table" aria-label={words.slots}>
          <thead>
            <tr>
              <th scope="col">{words.variable}</th>
              {heads.map((head) => (
                <th key={head} scope="col" title={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {detail.variables.map(({ name, slots }) => (
              <tr key={name}>
                <th scope="row" aria-label={name} title={name}>
                  <PathName name={name} />
                </th>
                {heads.map((head) => {
                  const slot = slots.find((each) => each.slot === head);
                  return <td key={head}>{slot ? formatSmall(slot.norm) : '–'}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
