import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { wrongHyperparameter } from '../names';
import { layerNamed, walkLayers } from './walk-layers';

type Layer = layers.Layer;
type DroppingLayer = Layer & { rate: number };

/** Rates that differ from those of the model as it was made, by layer. */
export type DropoutEdits = { readonly [layer: string]: number };

const droppingClasses = new Set(['Dropout', 'SpatialDropout1D', 'GaussianDropout', 'AlphaDropout']);

/** Whether a layer drops some of its inputs at random. */
export function isDropping(layer: Layer): layer is DroppingLayer {
  return droppingClasses.has(layer.getClassName());
}

/** The dropout rates of a model's layers, from 0 to below 1. */
export class DropoutRates {
  readonly #first: ReadonlyMap<DroppingLayer, number>;

  constructor(model: LayersModel) {
    const dropping = walkLayers(model).filter(isDropping);
    this.#first = new Map(dropping.map((layer) => [layer, layer.rate]));
  }

  /** Asked before every step, so it allocates nothing. */
  get isEdited(): boolean {
    for (const [layer, first] of this.#first) if (layer.rate !== first) return true;
    return false;
  }

  /** Assigning replaces all edits. */
  get edits(): DropoutEdits {
    const edited = [...this.#first].filter(([layer, first]) => layer.rate !== first);
    return Object.fromEntries(edited.map(([{ name, rate }]) => [name, rate]));
  }

  set edits(rates: DropoutEdits) {
    for (const [layer, first] of this.#first) layer.rate = rates[layer.name] ?? first;
  }

  /** @throws CodedError `unknown-name` */
  of(layer: string): number {
    return this.#named(layer).rate;
  }

  /** @throws CodedError `unknown-name`, `wrong-hyperparameter` */
  set(layer: string, rate: number): void {
    if (!(rate >= 0 && rate < 1)) throw wrongHyperparameter('rate', '0 ≤ … < 1', rate);
    this.#named(layer).rate = rate;
  }

  #named(name: string): DroppingLayer {
    return layerNamed([...this.#first.keys()], name);
  }
}
