import type { BatchDetail, BatchPart } from '../../../main/contract/batch-detail';
import { useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import type { SortOrder } from './batch-view';

type Props = {
  readonly detail: BatchDetail;
  readonly choice: {
    readonly input: number;
    readonly output: number;
    readonly order: SortOrder;
    readonly wrongOnly: boolean;
  };
  /** Rows predicted wrongly; undefined where right and wrong do not apply. */
  readonly wrong: number | undefined;
  readonly onInput: (index: number) => void;
  readonly onOutput: (index: number) => void;
  readonly onOrder: (order: SortOrder) => void;
  readonly onWrongOnly: (wrongOnly: boolean) => void;
};

const orders: readonly SortOrder[] = ['highest', 'lowest', 'row'];

/** In which order the rows stand, and which of them. */
export function ListBar({ detail, choice, wrong, onInput, onOutput, onOrder, onWrongOnly }: Props) {
  const words = useText().window.batch;
  return (
    <div className="listbar">
      <select
        className="field field-small"
        aria-label={words.sort}
        title={words.sort}
        value={choice.order}
        onChange={(event) => onOrder(orders.find((order) => order === event.target.value) ?? 'highest')}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {words.sorts[order]}
          </option>
        ))}
      </select>
      <PartChoice label={words.input} parts={detail.inputs} value={choice.input} onChange={onInput} />
      <PartChoice label={words.output} parts={detail.predictions} value={choice.output} onChange={onOutput} />
      <span className="grow" />
      {wrong !== undefined && (
        <Button
          label={words.wrongOnly}
          kind="toggle"
          className="btn-small"
          pressed={choice.wrongOnly}
          count={String(wrong)}
          onClick={() => onWrongOnly(!choice.wrongOnly)}
        />
      )}
    </div>
  );
}

function PartChoice(props: {
  readonly label: string;
  readonly parts: readonly BatchPart[];
  readonly value: number;
  readonly onChange: (index: number) => void;
}) {
  const { label, parts, value, onChange } = props;
  if (parts.length < 2) return null;
  return (
    <select
      className="field field-small"
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {parts.map(({ name }, index) => (
        <option key={name} value={index}>
          {name}
        </option>
      ))}
    </select>
  );
}
