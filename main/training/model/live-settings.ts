import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelSettings } from '../../contract/debug/edits';
import { variantLosses } from '../../contract/debug/what-if';
import { CodedError } from '../../contract/errors';
import { BatchSettings, trainedOutput, type BatchEdits } from './batch-settings';
import type { CompiledOutput } from './compiled-model';
import { hasLoss } from '../losses/loss';
import { findLoss } from '../losses/find-loss';
import type { ModelVariable } from './model-variables';
import { isModel, walkLayers } from './walk-layers';
import { wrongHyperparameter } from '../names';

type Layer = layers.Layer;
type DroppingLayer = Layer & { rate: number };

/** What differs from how a model was compiled; plain data, a part of its state. */
export type SettingEdits = BatchEdits & {
  /** By layer. */
  readonly dropoutRates?: { readonly [layer: string]: number };
  /** Layers whose weights no update changes. */
  readonly frozen?: readonly string[];
  /** Layers that were frozen when the model was compiled and no longer are. */
  readonly unfrozen?: readonly string[];
  /** By output. */
  readonly lossWeights?: { readonly [output: string]: number };
};

const droppingClasses = new Set(['Dropout', 'SpatialDropout1D', 'GaussianDropout', 'AlphaDropout']);

/** The layers of a model, with those of nested models in place of the nested models. */
function leaves(model: LayersModel): readonly Layer[] {
  return [...new Set(model.layers.flatMap((layer) => (isModel(layer) ? leaves(layer) : [layer])))];
}

function isDropping(layer: Layer): layer is DroppingLayer {
  return droppingClasses.has(layer.getClassName());
}

type Parts = {
  readonly model: LayersModel;
  readonly outputs: readonly CompiledOutput[];
  /** As the model was compiled. */
  readonly trainable: readonly ModelVariable[];
  /** If no layer were frozen. */
  readonly mayTrain: readonly ModelVariable[];
};

/** What may be changed in a compiled model while it is trained, beside the numbers of its optimizer. */
export class LiveSettings {
  /** Of its batches, whatever the model computes with them. */
  readonly batches: BatchSettings;
  readonly #parts: Parts;
  readonly #firstRates: ReadonlyMap<DroppingLayer, number>;
  #frozen: readonly string[] = [];
  #unfrozen: readonly string[] = [];
  #outputs: readonly CompiledOutput[];
  #trainable: readonly ModelVariable[];
  #frozenOrNot: ReadonlyMap<Layer, boolean> = new Map();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.batches = new BatchSettings(parts.model, parts.outputs);
    this.#outputs = parts.outputs;
    this.#trainable = parts.trainable;
    const dropping = walkLayers(parts.model).filter(isDropping);
    this.#firstRates = new Map(dropping.map((layer) => [layer, layer.rate]));
  }

  get outputs(): readonly CompiledOutput[] {
    return this.#outputs;
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

  /** Names the edits that change the operations of a step: for each value, a step needs a graph of its own. */
  get structure(): string {
    if (!this.#isEdited) return '';
    return JSON.stringify(this.#ownEdits);
  }

  /** Asked before every step, so it allocates nothing. */
  get #isEdited(): boolean {
    if (this.#frozen.length > 0 || this.#unfrozen.length > 0) return true;
    for (const [layer, first] of this.#firstRates) if (layer.rate !== first) return true;
    return this.#outputs.some(({ lossWeight }, at) => lossWeight !== this.#parts.outputs[at]!.lossWeight);
  }

  /** Assigning replaces all edits. */
  get edits(): SettingEdits {
    return { ...this.#ownEdits, ...this.batches.edits };
  }

  set edits({ dropoutRates = {}, frozen = [], unfrozen = [], lossWeights = {}, ...ofBatches }: SettingEdits) {
    for (const [layer, first] of this.#firstRates) layer.rate = dropoutRates[layer.name] ?? first;
    this.#outputs = this.#parts.outputs.map((output) => ({
      ...output,
      lossWeight: lossWeights[output.name] ?? output.lossWeight,
    }));
    this.batches.edits = ofBatches;
    this.#freeze(frozen, unfrozen);
  }

  /** Those of the model itself, not of its batches. */
  get #ownEdits(): Omit<SettingEdits, keyof BatchEdits> {
    const rates = [...this.#firstRates].filter(([layer, first]) => layer.rate !== first);
    const weights = this.#outputs.filter(({ lossWeight }, at) => lossWeight !== this.#parts.outputs[at]!.lossWeight);
    return {
      ...(rates.length > 0 && { dropoutRates: Object.fromEntries(rates.map(([{ name, rate }]) => [name, rate])) }),
      ...(this.#frozen.length > 0 && { frozen: this.#frozen }),
      ...(this.#unfrozen.length > 0 && { unfrozen: this.#unfrozen }),
      ...(weights.length > 0 && {
        lossWeights: Object.fromEntries(weights.map(({ name, lossWeight }) => [name, lossWeight])),
      }),
    };
  }

  /** @throws CodedError `unknown-name` */
  dropoutRate(name: string): number {
    return this.#dropping(name).rate;
  }

  /** @throws CodedError `unknown-name`, `wrong-hyperparameter` */
  setDropoutRate(name: string, rate: number): void {
    if (!(rate >= 0 && rate < 1)) throw wrongHyperparameter('rate', '0 ≤ … < 1', rate);
    this.#dropping(name).rate = rate;
  }

  /** @throws CodedError `unknown-name` */
  isTrainable(name: string): boolean {
    const layer = this.#layer(name);
    return this.#wasTrainable(layer) ? !this.#frozen.includes(name) : this.#unfrozen.includes(name);
  }

  /** @throws CodedError `unknown-name` for a layer that no update changes in any case */
  setTrainable(name: string, isTrainable: boolean): void {
    const layer = this.#layer(name);
    const without = (names: readonly string[]) => names.filter((each) => each !== name);
    const withName = (names: readonly string[]) => [...without(names), name].sort();
    if (this.#wasTrainable(layer)) {
      this.#freeze(isTrainable ? without(this.#frozen) : withName(this.#frozen), this.#unfrozen);
    } else this.#freeze(this.#frozen, isTrainable ? withName(this.#unfrozen) : without(this.#unfrozen));
  }

  /** The layers that were frozen or unfrozen since the model was compiled: by layer, whether updates change it. */
  get frozenOrNot(): ReadonlyMap<Layer, boolean> {
    return this.#frozenOrNot;
  }

  /** @throws CodedError `unknown-name` */
  lossWeight(name: string): number {
    return this.#outputs[this.#outputAt(name)]!.lossWeight;
  }

  /** @throws CodedError `unknown-name`, `wrong-hyperparameter` */
  setLossWeight(name: string, lossWeight: number): void {
    const changed = this.#outputAt(name);
    if (!Number.isFinite(lossWeight)) throw wrongHyperparameter('lossWeight', 'number', lossWeight);
    this.#outputs = this.#outputs.map((output, at) => (at === changed ? { ...output, lossWeight } : output));
  }

  /** The settings as the window shows them. */
  get all(): Omit<ModelSettings, 'model'> {
    const trainable = this.#trainableLayers;
    const listed = leaves(this.#parts.model).filter((layer) => isDropping(layer) || trainable.includes(layer));
    return {
      layers: listed.map((layer) => ({
        name: layer.name,
        ...(trainable.includes(layer) && { isTrainable: this.isTrainable(layer.name) }),
        ...(isDropping(layer) && { dropoutRate: layer.rate }),
      })),
      losses: variantLosses.filter((name) =>
        this.#trained.every(({ loss }) => findLoss(name).targets === loss.targets),
      ),
      outputs: this.#trained.map(({ name, lossWeight }) => ({ name, lossWeight })),
      ...(this.batches.fixedRows === undefined && { batchSize: this.batches.batchSize ?? 0 }),
    };
  }

  #dropping(name: string): DroppingLayer {
    const known = [...this.#firstRates.keys()];
    const found = known.find((layer) => layer.name === name);
    if (found) return found;
    throw unknownLayer(name, known);
  }

  /** Layers with weights that updates can change. */
  get #trainableLayers(): readonly Layer[] {
    const { model, mayTrain } = this.#parts;
    const may = new Set(mayTrain.map(({ variable }) => variable));
    return leaves(model).filter(({ weights }) => weights.some((each) => may.has(each)));
  }

  #wasTrainable({ weights }: Layer): boolean {
    return this.#parts.trainable.some(({ variable }) => weights.includes(variable));
  }

  #layer(name: string): Layer {
    const known = this.#trainableLayers;
    const found = known.find((layer) => layer.name === name);
    if (found) return found;
    throw unknownLayer(name, known);
  }

  /** Those with a loss. */
  get #trained(): readonly CompiledOutput[] {
    return this.#outputs.filter(hasLoss);
  }

  #outputAt(name: string): number {
    return trainedOutput(this.#outputs, name);
  }

  #freeze(frozen: readonly string[], unfrozen: readonly string[]): void {
    const layers = [frozen, unfrozen].map((names) => names.map((name) => this.#layer(name)));
    const [less, more] = layers.map((each) => new Set(each.flatMap(({ weights }) => weights)));
    const compiled = new Set(this.#parts.trainable);
    this.#frozen = frozen;
    this.#unfrozen = unfrozen;
    this.#frozenOrNot = new Map(layers.flatMap((each, at) => each.map((layer) => [layer, at === 1] as const)));
    this.#trainable = this.#parts.mayTrain.filter(
      (each) => (compiled.has(each) && !less!.has(each.variable)) || more!.has(each.variable),
    );
  }
}

function unknownLayer(name: string, known: readonly Layer[]): CodedError {
  return new CodedError('unknown-name', {
    what: 'layer',
    name,
    known: known.map((layer) => layer.name).join(', ') || '–',
  });
}
