import { keep, sigmoid, softmax, type Tensor } from '@tensorflow/tfjs-core';
import { layers, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { isModel } from './walk-layers';
import { watchLayer } from './watch-layer';

type Layer = layers.Layer;
type Activation = { apply(values: Tensor): Tensor; getClassName(): string };
type Activated = Layer & { activation?: Activation };
type SoftmaxLayer = Layer & { softmax: (values: Tensor, axis?: number) => Tensor };

/** Logits during one forward pass. */
export type CaughtLogits = {
  /** What the activation was given for this output of the model, in the caller's scope. */
  readonly of: (output: Tensor) => Tensor;
  /** Lets the layer be as it was. */
  readonly end: () => void;
};

/** An output that ends in softmax or sigmoid, so that a loss can be computed from logits. */
export type LogitLayer = {
  /** To be called before a forward pass. What several outputs catch ends in reverse order. */
  readonly catchLogits: () => CaughtLogits;
  /** Predictions from logits. */
  readonly activate: (logits: Tensor) => Tensor;
};

/** The activation of a layer: what it computes, and how to put something else in its place until `restore`. */
type Place = {
  readonly name: 'softmax' | 'sigmoid';
  readonly leaveOut: () => () => void;
  readonly watch: (given: (logits: Tensor) => void) => () => void;
};

const linear = (layers.activation({ activation: 'linear' }) as unknown as { activation: Activation }).activation;

/** A layer that is nothing but the activation. */
function softmaxPlace(layer: SoftmaxLayer): Place {
  const replace = (by: (own: SoftmaxLayer['softmax']) => SoftmaxLayer['softmax']): (() => void) => {
    const own = layer.softmax;
    layer.softmax = by(own);
    return () => {
      layer.softmax = own;
    };
  };
  return {
    name: 'softmax',
    leaveOut: () => replace(() => (logits) => logits),
    watch: (given) =>
      replace((own) => (logits, axis) => {
        given(logits);
        return own(logits, axis);
      }),
  };
}

function activationPlace(layer: Activated, name: Place['name']): Place {
  const replace = (by: (own: Activation) => Activation): (() => void) => {
    const own = layer.activation!;
    layer.activation = by(own);
    return () => {
      layer.activation = own;
    };
  };
  return {
    name,
    leaveOut: () => replace(() => linear),
    watch: (given) =>
      replace((own) => ({
        getClassName: () => name,
        apply: (logits) => {
          given(logits);
          return own.apply(logits);
        },
      })),
  };
}

function placeIn(layer: Activated): Place | undefined {
  if (layer.getClassName() === 'Softmax') return softmaxPlace(layer as unknown as SoftmaxLayer);
  const name = layer.activation?.getClassName();
  return name === 'softmax' || name === 'sigmoid' ? activationPlace(layer, name) : undefined;
}

/** Where an output comes from: its layer, and what hands the layer's tensor on without a change. */
type Origin = {
  readonly layer: Layer;
  readonly passing: readonly Layer[];
  /** Whether something else takes what the layer gives, or it is used more than once. */
  readonly isShared: boolean;
};

const isLinear = (layer: Activated): boolean =>
  layer.getClassName() === 'Activation' && layer.activation?.getClassName() === 'linear';

/** @param followers layers on the way to the output that take the tensor: 0 or 1 */
function originOf({ sourceLayer, nodeIndex, outputTensorIndex }: SymbolicTensor, followers = 0): Origin {
  const isNested = isModel(sourceLayer);
  // A model has a node of its own, even if it is nowhere used.
  const uses = sourceLayer.inboundNodes.length - (isNested ? 1 : 0);
  const isShared = sourceLayer.outboundNodes.length > followers || uses > 1;
  if (isNested) {
    const inner = originOf(sourceLayer.outputs[outputTensorIndex ?? 0]!);
    return { ...inner, isShared: isShared || inner.isShared };
  }
  if (!isLinear(sourceLayer)) return { layer: sourceLayer, passing: [], isShared };
  const before = originOf(sourceLayer.inboundNodes[nodeIndex]!.inputTensors[0]!, 1);
  return { ...before, passing: [...before.passing, sourceLayer], isShared: isShared || before.isShared };
}

/** Lets the activation be computed, for whatever else takes it, and keeps what it was given. */
function watchLogits(place: Place, { layer, passing }: Origin): CaughtLogits {
  const kept: Tensor[] = [];
  const byResult = new Map<Tensor, Tensor>();
  const note = (result: Tensor, logits: Tensor | undefined): void => {
    if (logits) byResult.set(result, logits);
  };
  const restore = [
    place.watch((logits) => kept.push(keep(logits.clone()))),
    watchLayer(layer, (result) => note(result, kept.at(-1))),
    ...passing.map((each) => watchLayer(each, (result, input) => note(result, byResult.get(input)))),
  ];
  return {
    of: (output) => byResult.get(output)!.clone(),
    end: () => {
      for (const undo of restore.reverse()) undo();
      for (const logits of kept) logits.dispose();
    },
  };
}

/** Leaves the activation out: nothing else takes it. */
function leaveOut(place: Place): CaughtLogits {
  return { of: (output) => output, end: place.leaveOut() };
}

/** The logit layer of an output, if what made its tensor is softmax or sigmoid: Keras finds logits by that too. */
export function logitLayerOf(model: LayersModel, index: number): LogitLayer | undefined {
  const origin = originOf(model.outputs[index]!);
  const place = placeIn(origin.layer);
  if (!place) return undefined;
  return {
    catchLogits: () => (origin.isShared ? watchLogits(place, origin) : leaveOut(place)),
    activate: (logits) => (place.name === 'softmax' ? softmax(logits) : sigmoid(logits)),
  };
}
