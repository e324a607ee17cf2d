import type { BatchPart } from '../../../main/contract/batch-detail';
import { formatStep } from '../../chart-data/number-format';
import { useRun, useText } from '../../store/window-store';
import { Facts } from '../../ui/facts';

/** What the batches so far have shown of the data; before the first there is little to say. */
export function DataFacts() {
  const words = useText().window.rail;
  const rows = useRun(({ last }) => last?.rows);
  const validates = useRun(({ plan }) => plan?.validates);
  const classes = useRun(({ plan }) => plan?.classNames?.length);
  const inputs = useRun(({ batch }) => batch && shapesOf(batch.inputs, words.perRow));
  const targets = useRun(({ batch }) => batch && shapesOf(batch.targets, words.perRow));
  const ahead = useRun(
    ({ state }) => (state.status === 'paused' && state.at === 'between-batches' && state.ahead) || 0,
  );
  const list: (readonly [string, string])[] = [];
  if (rows !== undefined) list.push([words.rows, formatStep(rows)]);
  if (inputs) list.push([words.input, inputs]);
  if (targets) list.push([words.target, targets]);
  if (classes !== undefined) list.push([words.classes, String(classes)]);
  list.push([words.validation, validates ? words.validates : words.noValidation]);
  if (ahead > 0) list.push([words.ahead, words.batches(ahead)]);
  return <Facts rows={list} />;
}

/** The shapes of a row, without the batch axis: `28×28×1`; a dash for an output that has no target. */
function shapesOf(parts: readonly BatchPart[], single: string): string {
  return parts.map(({ data: { shape } }) => (shape.includes(0) ? '–' : shape.slice(1).join('×') || single)).join(', ');
}
