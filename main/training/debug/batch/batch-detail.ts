import type { Tensor } from '@tensorflow/tfjs-core';
import type { BatchDetail, BatchPart } from '../../../contract/batch-detail';
import { encodeTensor } from '../../../contract/tensor-data';
import type { CompiledModel, CompiledOutput } from '../../model/compiled-model';
import { firstRows } from '../../data/row-ids';
import { inputNames } from '../../model/model-names';
import type { TrainedBatch } from '../../step/train-on-batch';

/** Rows that travel to the window. */
const shownRows = 64;
/** Targets and predictions travel for more rows, up to so many numbers: how many are right is counted over the batch. */
const judgedNumbers = 2 ** 18;

function judgedRowsOf({ trained }: LastBatch): number {
  const sizes = [...trained.batch.ys, ...trained.results.predictions].map(({ size, shape }) => size / (shape[0] || 1));
  return Math.min(trained.rows, Math.max(shownRows, Math.floor(judgedNumbers / Math.max(1, ...sizes))));
}

/** The batch that was trained last, with its place in the run. */
export type LastBatch = {
  readonly compiled: CompiledModel;
  /** With the loss weights that it was trained with. */
  readonly outputs: readonly CompiledOutput[];
  readonly trained: TrainedBatch;
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  /** The file it was read from; absent if it came from the run's data. */
  readonly file?: string;
};

function part(name: string, data: Tensor, rows: number): BatchPart {
  const size = data.size / Math.max(1, data.shape[0] ?? 1);
  const values = data.dataSync<'float32'>().subarray(0, rows * size);
  return { name, data: encodeTensor(values, [rows, ...data.shape.slice(1)]) };
}

/** Loss of each row: over time steps the mean, over outputs the sum with their weights. */
function perSampleLoss({ outputs, trained }: LastBatch, rows: number): Float32Array {
  const sums = new Float32Array(rows);
  outputs.forEach(({ lossWeight }, index) => {
    const losses = trained.results.lossValues[index]!;
    const values = losses.dataSync<'float32'>();
    const width = losses.size / trained.rows;
    for (let row = 0; row < rows; row += 1) {
      let sum = losses.shape[0] === trained.rows ? 0 : Number.NaN;
      for (let at = row * width; at < (row + 1) * width; at += 1) sum += values[at] ?? Number.NaN;
      sums[row]! += (lossWeight * sum) / width;
    }
  });
  return sums;
}

/** A trained batch as plain numbers, its first rows if there are many. */
export function detailOf(last: LastBatch, columns: readonly string[] | undefined): BatchDetail {
  const { compiled, outputs, trained, step, epoch, batch, file } = last;
  const rows = Math.min(shownRows, trained.rows);
  const names = inputNames(compiled.model);
  const judgedRows = judgedRowsOf(last);
  return {
    step,
    epoch,
    batch,
    model: compiled.name,
    rows: trained.rows,
    shownRows: rows,
    judgedRows,
    inputs: trained.batch.xs.map((data, index) => part(names[index]!, data, rows)),
    targets: trained.batch.ys.map((data, index) => part(outputs[index]!.name, data, judgedRows)),
    predictions: trained.results.predictions.map((data, index) => part(outputs[index]!.name, data, judgedRows)),
    perSampleLoss: encodeTensor(perSampleLoss(last, rows), [rows]),
    ...(trained.batch.rowIds && { rowIds: firstRows(trained.batch.rowIds, rows) }),
    ...(trained.batch.rowNumbers && { rowNumbers: trained.batch.rowNumbers.slice(0, rows) }),
    ...(file !== undefined && { file }),
    ...(columns && { columns }),
  };
}
