import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import type { FrozenOrNot } from './frozen-layers';
import type { ModelVariable } from './model-variables';
import { layerNamed, leafLayers } from './walk-layers';

type Layer = layers.Layer;

/** What differs from how the model was compiled, by the names of layers. */
export type FreezingEdits = {
  /** Layers whose weights no update changes. */
  readonly frozen?: readonly string[];
  /** Layers that were frozen when the model was compiled and no longer are. */
  readonly unfrozen?: readonly string[];
};

type Parts = {
  readonly model: LayersModel;
  /** As the model was compiled. */
  readonly trainable: readonly ModelVariable[];
  /** If no layer were frozen. */
  readonly mayTrain: readonly ModelVariable[];
};

/** Which layers of a model updates change. */
export class LayerFreezing {
  readonly #parts: Parts;
  #frozen: readonly string[] = [];
  #unfrozen: readonly string[] = [];
  #trainable: readonly ModelVariable[];
  #changed: FrozenOrNot = new Map();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#trainable = parts.trainable;
  }

  /** As the model was compiled: what always has slots. */
  get firstTrainable(): readonly ModelVariable[] {
    return this.#parts.trainable;
  }

  /** If no layer were frozen. */
  get mayTrain(): readonly ModelVariable[] {
    return this.#parts.mayTrain;
  }

  /** The variables that an update changes. */
  get trainable(): readonly ModelVariable[] {
    return this.#trainable;
  }

  /** The layers that were frozen or unfrozen since the model was compiled: by layer, whether updates change it. */
  get changed(): FrozenOrNot {
    return this.#changed;
  }

  /** Layers with weights that updates can change. */
  get layers(): readonly Layer[] {
    const may = new Set(this.mayTrain.map(({ variable }) => variable));
    return leafLayers(this.#parts.model).filter(({ weights }) => weights.some((each) => may.has(each)));
  }

  get isEdited(): boolean {
    return this.#changed.size > 0;
  }

  /** Assigning replaces all edits. @throws CodedError `unknown-name` */
  get edits(): FreezingEdits {
    return {
      ...(this.#frozen.length > 0 && { frozen: this.#frozen }),
      ...(this.#unfrozen.length > 0 && { unfrozen: this.#unfrozen }),
    };
  }

  set edits({ frozen = [], unfrozen = [] }: FreezingEdits) {
    const known = this.layers;
    const layers = [frozen, unfrozen].map((names) => names.map((name) => layerNamed(known, name)));
    const [less, more] = layers.map((each) => new Set(each.flatMap(({ weights }) => weights)));
    const compiled = new Set(this.firstTrainable);
    this.#frozen = frozen;
    this.#unfrozen = unfrozen;
    this.#changed = new Map(layers.flatMap((each, at) => each.map((layer) => [layer, at === 1] as const)));
    this.#trainable = this.mayTrain.filter(
      (each) => (compiled.has(each) && !less!.has(each.variable)) || more!.has(each.variable),
    );
  }

  /** @throws CodedError `unknown-name` */
  isTrainable(name: string): boolean {
    const layer = layerNamed(this.layers, name);
    return this.#wasTrainable(layer) ? !this.#frozen.includes(name) : this.#unfrozen.includes(name);
  }

  /** @throws CodedError `unknown-name` for a layer that no update changes in any case */
  setTrainable(name: string, isTrainable: boolean): void {
    const layer = layerNamed(this.layers, name);
    const without = (names: readonly string[]) => names.filter((each) => each !== name);
    const withName = (names: readonly string[]) => [...without(names), name].sort();
    const { frozen = [], unfrozen = [] } = this.edits;
    this.edits = this.#wasTrainable(layer)
      ? { frozen: isTrainable ? without(frozen) : withName(frozen), unfrozen }
      : { frozen, unfrozen: isTrainable ? withName(unfrozen) : without(unfrozen) };
  }

  #wasTrainable({ weights }: Layer): boolean {
    return this.firstTrainable.some(({ variable }) => weights.includes(variable));
  }
}
