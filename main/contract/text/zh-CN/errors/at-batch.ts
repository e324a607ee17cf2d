import type { AtBatch } from '../../../errors/batches';

export function at({ epoch, batch, during }: AtBatch): string {
  if (batch === undefined) return '';
  const words = `${during === 'validation' ? '验证的' : ''}第 ${batch + 1} 批`;
  return epoch === undefined ? `（${words}）` : `（第 ${epoch + 1} 轮，${words}）`;
}
