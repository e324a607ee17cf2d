import {
  addN,
  maximum,
  minimum,
  neg,
  scalar,
  Tensor,
  unsortedSegmentSum,
  type Scalar,
  type Tensor1D,
} from '@tensorflow/tfjs-core';

/** A number, or an input of the operations. */
type Limit = number | Scalar;

/** The first that is set counts, in the order of Keras: each variable's norm, the norm of all, each element. */
export type Clipping<Bound extends Limit = number> = {
  readonly clipnorm?: Bound;
  readonly globalClipnorm?: Bound;
  readonly clipvalue?: Bound;
};

/** The gradient of a table that was looked up in and not used otherwise. */
export type LookupGradient = {
  /** Gradients of the rows that were looked up, one for each lookup: a row that was looked up twice has two. */
  readonly rows: Tensor;
  readonly indices: Tensor1D;
  /** Gradient of the whole table, shape of the variable: what was looked up several times is added up. */
  readonly sum: Tensor;
};

/** The gradient of a variable. */
export type Gradient = Tensor | LookupGradient;

/** The gradient as a tensor of its variable's shape. */
export function denseGradient(gradient: Gradient): Tensor {
  return gradient instanceof Tensor ? gradient : gradient.sum;
}

/** The gradient of a table of so many rows. */
export function lookupGradient(rows: Tensor, indices: Tensor1D, size: number): LookupGradient {
  return { rows, indices, sum: unsortedSegmentSum(rows, indices, size) };
}

/** A norm that is not finite makes all gradients NaN, as in Keras: nothing is hidden by clipping. */
function shortened(gradient: Tensor, norm: Tensor, limit: Scalar): Tensor {
  return gradient.mul(limit.div(norm.maximum(limit)).add(norm.sub(norm)));
}

function asScalar(limit: Limit): Scalar {
  return typeof limit === 'number' ? scalar(limit) : limit;
}

function clipParts(parts: readonly Tensor[], clipping: Clipping<Limit>): readonly Tensor[] {
  const { clipnorm, clipvalue, globalClipnorm } = clipping;
  if (clipnorm !== undefined) {
    const limit = asScalar(clipnorm);
    return parts.map((each) => shortened(each, each.square().sum().sqrt(), limit));
  }
  if (globalClipnorm !== undefined && parts.length > 0) {
    const limit = asScalar(globalClipnorm);
    const norm = addN(parts.map((each) => each.square().sum())).sqrt();
    return parts.map((each) => shortened(each, norm, limit));
  }
  if (clipvalue !== undefined) {
    const limit = asScalar(clipvalue);
    return parts.map((each) => maximum(minimum(each, limit), neg(limit)));
  }
  return parts;
}

/** Shortens gradients. Those of lookups are shortened before they are added up, as in Keras. */
export function clipGradients(gradients: readonly Gradient[], clipping: Clipping<Limit>): readonly Tensor[] {
  if (Object.values(clipping).every((limit) => limit === undefined)) return gradients.map(denseGradient);
  const parts = gradients.map((each) => (each instanceof Tensor ? each : each.rows));
  const clipped = clipParts(parts, clipping);
  return gradients.map((each, index) =>
    each instanceof Tensor ? clipped[index]! : lookupGradient(clipped[index]!, each.indices, each.sum.shape[0]!).sum,
  );
}
