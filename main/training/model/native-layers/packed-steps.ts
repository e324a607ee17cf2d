import { concat, customGrad, gather, range, scalar, scatterND, zeros, type Tensor } from '@tensorflow/tfjs-core';

/** The steps of a sequence whose rows do not take part in all of them. */
export type PackedSteps = {
  /** [batch, time, features] to [time, batch, features], for each row the steps that count and then the others. */
  inputs(x: Tensor): Tensor;
  /** Outputs [time, batch, units] of packed steps as [batch, time, units]; a step that does not count repeats the one before, or is zero. */
  outputs(all: Tensor): Tensor;
  /** A state [batch, units] behind the last step that counts, from those behind all packed steps. */
  last(all: Tensor, first: Tensor): Tensor;
};

/** Rows in another order; `back` has their places in it. */
function reordered(rows: Tensor, order: Tensor, back: Tensor): Tensor {
  return customGrad((given: unknown) => ({
    value: gather(given as Tensor, order),
    gradFunc: (dy: Tensor) => gather(dy, back),
  }))(rows);
}

/**
 * Puts the steps that count in front of the others: all rows then go through their sequences without a mask, as one kernel
 * if there is one for the layer. What comes out behind a row's last step is not used.
 * @param mask [batch, time], which steps count
 */
export function packedSteps(mask: Tensor): PackedSteps {
  const [batch, steps] = mask.shape as [number, number];
  const counted = mask.cast('int32');
  const counts = counted.cumsum(1);
  const before = counts.sub(counted);
  const totals = counts.slice([0, steps - 1], [batch, 1]);
  const others = totals.sub(before).add(range(0, steps, 1, 'int32'));
  const places = others.add(counted.mul(before.sub(others)));
  // Indices of rows in [time * batch, …].
  const rowsOf = (times: Tensor): Tensor =>
    times
      .mul(scalar(batch, 'int32'))
      .add(range(0, batch, 1, 'int32').expandDims(1))
      .flatten();
  const [packed, behind, last] = [rowsOf(places), rowsOf(counts), rowsOf(totals)];
  const given = scatterND(packed.expandDims(1), range(0, batch * steps, 1, 'int32'), [batch * steps]);
  const at = (all: Tensor, first: Tensor, rows: Tensor): Tensor =>
    gather(concat([first, all.reshape([batch * steps, -1])]), rows);
  return {
    inputs: (x) => reordered(x.reshape([batch * steps, -1]), given, packed).reshape([steps, batch, -1]),
    outputs: (all) => {
      const units = all.shape[2]!;
      return at(all, zeros([batch, units]), behind).reshape([batch, steps, units]);
    },
    last: (all, first) => at(all, first, last),
  };
}
