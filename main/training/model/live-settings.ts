import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelSettings, Target } from '../../contract/debug/edits';
import { variantLosses } from '../../contract/debug/what-if';
import { CodedError } from '../../contract/errors';
import { rowKey, type RowPlace } from '../../contract/debug/row-edits';
import type { CompiledOutput } from './compiled-model';
import { withRowChange, type RowChange, type RowChanges } from '../data/row-changes';
import { axisOf, hasLoss, withoutAxis } from '../losses/loss';
import { findLoss } from '../losses/find-loss';
import type { ModelVariable } from './model-variables';
import { isModel, walkLayers } from './walk-layers';
import { wrongHyperparameter } from '../names';

type Layer = layers.Layer;
type DroppingLayer = Layer & { rate: number };

/** What differs from how a model was compiled; plain data, a part of its state. */
export type SettingEdits = {
  /** By layer. */
  readonly dropoutRates?: { readonly [layer: string]: number };
  /** Layers whose weights no update changes. */
  readonly frozen?: readonly string[];
  /** Layers that were frozen when the model was compiled and no longer are. */
  readonly unfrozen?: readonly string[];
  /** By output. */
  readonly lossWeights?: { readonly [output: string]: number };
  /** Rows of a batch. */
  readonly batchSize?: number;
  readonly rows?: RowChanges;
  readonly replay?: Replay;
};

/** Updates that are still to be made on a batch from a file. */
export type Replay = { readonly file: string; readonly sha256: string; readonly left: number };

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
  readonly #parts: Parts;
  readonly #firstRates: ReadonlyMap<DroppingLayer, number>;
  #frozen: readonly string[] = [];
  #unfrozen: readonly string[] = [];
  #outputs: readonly CompiledOutput[];
  #batchSize: number | undefined;
  #rows: RowChanges | undefined;
  #replay: Replay | undefined;
  #trainable: readonly ModelVariable[];
  #frozenOrNot: ReadonlyMap<Layer, boolean> = new Map();

  constructor(parts: Parts) {
    this.#parts = parts;
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
    const { batchSize: _, rows: __, replay: ___, ...structural } = this.edits;
    return JSON.stringify(structural);
  }

  /** Asked before every step, so it allocates nothing. */
  get #isEdited(): boolean {
    if (this.#frozen.length > 0 || this.#unfrozen.length > 0) return true;
    for (const [layer, first] of this.#firstRates) if (layer.rate !== first) return true;
    return this.#outputs.some(({ lossWeight }, at) => lossWeight !== this.#parts.outputs[at]!.lossWeight);
  }

  /** Assigning replaces all edits. */
  get edits(): SettingEdits {
    const rates = [...this.#firstRates].filter(([layer, first]) => layer.rate !== first);
    const weights = this.#outputs.filter(({ lossWeight }, at) => lossWeight !== this.#parts.outputs[at]!.lossWeight);
    return {
      ...(rates.length > 0 && { dropoutRates: Object.fromEntries(rates.map(([{ name, rate }]) => [name, rate])) }),
      ...(this.#frozen.length > 0 && { frozen: this.#frozen }),
      ...(this.#unfrozen.length > 0 && { unfrozen: this.#unfrozen }),
      ...(weights.length > 0 && {
        lossWeights: Object.fromEntries(weights.map(({ name, lossWeight }) => [name, lossWeight])),
      }),
      ...(this.#batchSize !== undefined && { batchSize: this.#batchSize }),
      ...(this.#rows && { rows: this.#rows }),
      ...(this.#replay && { replay: this.#replay }),
    };
  }

  set edits({
    dropoutRates = {},
    frozen = [],
    unfrozen = [],
    lossWeights = {},
    batchSize,
    rows,
    replay,
  }: SettingEdits) {
    for (const [layer, first] of this.#firstRates) layer.rate = dropoutRates[layer.name] ?? first;
    this.#outputs = this.#parts.outputs.map((output) => ({
      ...output,
      lossWeight: lossWeights[output.name] ?? output.lossWeight,
    }));
    this.#batchSize = batchSize;
    this.#rows = rows;
    this.#replay = replay;
    this.#freeze(frozen, unfrozen);
  }

  /** Rows that a batch is cut to; undefined where batches are as the data gives them. */
  get batchSize(): number | undefined {
    return this.#batchSize;
  }

  /**
   * @param size 0: as the data gives them
   * @throws CodedError `wrong-hyperparameter`, `batch-size-fixed` for a model that is made for batches of one size
   */
  setBatchSize(size: number): void {
    if (!(Number.isSafeInteger(size) && size >= 0)) throw wrongHyperparameter('batchSize', 'integer >= 1', size);
    const rows = this.#fixedRows;
    if (rows !== undefined) throw new CodedError('batch-size-fixed', { rows });
    this.#batchSize = size === 0 ? undefined : size;
  }

  /** Updates that are due on a batch out of a file; undefined if none is. */
  get replay(): Replay | undefined {
    return this.#replay;
  }

  /** Replaces the updates that were due. @throws CodedError `wrong-hyperparameter` */
  setReplay(file: string, sha256: string, times: number): void {
    if (!(Number.isSafeInteger(times) && times >= 0)) throw wrongHyperparameter('times', 'integer >= 0', times);
    this.#replay = times === 0 ? undefined : { file, sha256, left: times };
  }

  /** Counts down the updates that are due. */
  replayed(): void {
    const { file, sha256, left } = this.#replay!;
    this.setReplay(file, sha256, left - 1);
  }

  /** Rows that were changed by hand; undefined if none was. */
  get rows(): RowChanges | undefined {
    return this.#rows;
  }

  isSkipped(row: RowPlace): boolean {
    return this.#changeOf(row).isSkipped ?? false;
  }

  setSkipped(row: RowPlace, isSkipped: boolean): void {
    const { isSkipped: _, ...rest } = this.#changeOf(row);
    this.#rows = withRowChange(this.#rows ?? {}, row, { ...(isSkipped && { isSkipped }), ...rest });
  }

  /** @returns null where the data's own target counts. @throws CodedError `unknown-name` */
  targetOf(row: RowPlace, output: string): Target {
    this.#outputAt(output);
    return this.#changeOf(row).targets?.[output] ?? null;
  }

  /** @throws CodedError `unknown-name`, `wrong-hyperparameter` for a target that is none of the output's */
  setTarget(row: RowPlace, output: string, target: Target): void {
    if (target) checkTarget(this.#outputs[this.#outputAt(output)]!, target);
    else this.#outputAt(output);
    const { targets: { [output]: _, ...others } = {}, ...rest } = this.#changeOf(row);
    const targets = { ...others, ...(target && { [output]: target }) };
    this.#rows = withRowChange(this.#rows ?? {}, row, {
      ...rest,
      ...(Object.keys(targets).length > 0 && { targets: sorted(targets) }),
    });
  }

  #changeOf(row: RowPlace): RowChange {
    return this.#rows?.[rowKey(row)] ?? {};
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
      ...(this.#fixedRows === undefined && { batchSize: this.#batchSize ?? 0 }),
    };
  }

  /** Rows of every batch, if the model fixes them. */
  get #fixedRows(): number | undefined {
    return this.#parts.model.inputs.map(({ shape }) => shape[0]).find((rows) => typeof rows === 'number');
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
    const at = this.#outputs.findIndex((output) => output.name === name && hasLoss(output));
    if (at >= 0) return at;
    const known = this.#trained.map((output) => output.name).join(', ');
    throw new CodedError('unknown-name', { what: 'output', name, known });
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

function sorted<Value>(values: { readonly [name: string]: Value }): { readonly [name: string]: Value } {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @throws CodedError `wrong-hyperparameter` */
function checkTarget({ shape, loss }: CompiledOutput, target: readonly number[]): void {
  const isClass = loss.targets === 'class-index';
  const sizes = isClass ? withoutAxis(shape, loss.axis).slice(1) : shape.slice(1);
  const size = sizes.reduce<number>((product, each) => product * (each ?? NaN), 1);
  const classes = isClass ? shape[axisOf(loss.axis ?? -1, shape.length)] : undefined;
  const fits = (value: number): boolean =>
    isClass ? Number.isInteger(value) && value >= 0 && value < (classes ?? Infinity) : Number.isFinite(value);
  const isSize = loss.targets === 'free' || Number.isNaN(size) || target.length === size;
  if (isSize && target.length > 0 && target.every(fits)) return;
  const each = isClass ? `0 … ${(classes ?? Infinity) - 1}` : 'number';
  const expected = size === 1 ? each : `${Number.isNaN(size) ? '' : `${size} × `}${each}`;
  throw wrongHyperparameter('target', expected, target);
}

function unknownLayer(name: string, known: readonly Layer[]): CodedError {
  return new CodedError('unknown-name', {
    what: 'layer',
    name,
    known: known.map((layer) => layer.name).join(', ') || '–',
  });
}
