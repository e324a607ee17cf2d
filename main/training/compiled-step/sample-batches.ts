import { concat, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { disposeBatch, type PreparedBatch } from '../data/prepared-batch';

/** A tensor with data of its own: inputs that share theirs could not be told apart. */
function copied(each: Tensor): Tensor {
  return tensor(each.dataSync(), each.shape, each.dtype);
}

/** The rows one further, the last first. */
function turned(each: Tensor): Tensor {
  const rows = each.shape[0] ?? 0;
  if (each.rank === 0 || rows < 2) return copied(each);
  return tidy(() => concat([each.slice(rows - 1, 1), each.slice(0, rows - 1)]));
}

function withChanged<Result>(
  batch: PreparedBatch,
  change: (tensor: Tensor) => Tensor,
  use: (batch: PreparedBatch) => Result,
): Result {
  const { xs, ys, weights } = batch;
  const own = {
    ...batch,
    xs: xs.map(change),
    ys: ys.map(change),
    weights: weights.map((each) => each && change(each)),
  };
  try {
    return use(own);
  } finally {
    disposeBatch(own);
  }
}

/** Uses a batch with the same values. */
export function withCopy<Result>(batch: PreparedBatch, use: (batch: PreparedBatch) => Result): Result {
  return withChanged(batch, copied, use);
}

/** Uses a batch with the same rows in another order. */
export function withTurned<Result>(batch: PreparedBatch, use: (batch: PreparedBatch) => Result): Result {
  return withChanged(batch, turned, use);
}
