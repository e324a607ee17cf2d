import type { AtBatch } from '../../../errors/batches';

/** ` (epoch 1, batch 13)`, counted from 1, where known. */
export function at({ epoch, batch, during }: AtBatch): string {
  if (batch === undefined) return '';
  const words = `${during === 'validation' ? 'validation batch' : 'batch'} ${batch + 1}`;
  return epoch === undefined ? ` (${words})` : ` (epoch ${epoch + 1}, ${words})`;
}
