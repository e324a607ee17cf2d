import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelSettings } from '../../contract/debug/edits';
import { hasLoss } from '../losses/loss';
import { BatchSettings, type BatchEdits } from './batch-settings';
import type { CompiledOutput } from './compiled-model';
import { DropoutRates, isDropping, type DropoutEdits } from './dropout-rates';
import { LayerFreezing, type FreezingEdits } from './layer-freezing';
import { LossWeights, type LossWeightEdits } from './loss-weights';
import type { ModelVariable } from './model-variables';
import { leafLayers } from './walk-layers';

type OwnEdits = FreezingEdits & { readonly dropoutRates?: DropoutEdits; readonly lossWeights?: LossWeightEdits };

/** What differs from how a model was compiled; plain data, a part of its state. */
export type SettingEdits = BatchEdits & OwnEdits;

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
  readonly dropoutRates: DropoutRates;
  readonly freezing: LayerFreezing;
  readonly lossWeights: LossWeights;
  readonly #model: LayersModel;

  constructor(parts: Parts) {
    this.#model = parts.model;
    this.batches = new BatchSettings(parts.model, parts.outputs);
    this.dropoutRates = new DropoutRates(parts.model);
    this.freezing = new LayerFreezing(parts);
    this.lossWeights = new LossWeights(parts.outputs);
  }

  /** Names the edits that change the operations of a step: for each value, a step needs a graph of its own. */
  get structure(): string {
    const { dropoutRates, freezing, lossWeights } = this;
    return dropoutRates.isEdited || freezing.isEdited || lossWeights.isEdited ? JSON.stringify(this.#ownEdits) : '';
  }

  /** Assigning replaces all edits. */
  get edits(): SettingEdits {
    return { ...this.#ownEdits, ...this.batches.edits };
  }

  set edits({ dropoutRates = {}, frozen = [], unfrozen = [], lossWeights = {}, ...ofBatches }: SettingEdits) {
    this.dropoutRates.edits = dropoutRates;
    this.lossWeights.edits = lossWeights;
    this.batches.edits = ofBatches;
    this.freezing.edits = { frozen, unfrozen };
  }

  /** The settings as the window shows them. */
  get all(): Omit<ModelSettings, 'model'> {
    const trainable = this.freezing.layers;
    const listed = leafLayers(this.#model).filter((layer) => isDropping(layer) || trainable.includes(layer));
    const outputs = this.lossWeights.outputs.filter(hasLoss);
    return {
      layers: listed.map((layer) => ({
        name: layer.name,
        ...(trainable.includes(layer) && { isTrainable: this.freezing.isTrainable(layer.name) }),
        ...(isDropping(layer) && { dropoutRate: layer.rate }),
      })),
      outputs: outputs.map(({ name, lossWeight }) => ({ name, lossWeight })),
      ...(this.batches.fixedRows === undefined && { batchSize: this.batches.batchSize ?? 0 }),
    };
  }

  /** Those of the model itself, not of its batches. */
  get #ownEdits(): OwnEdits {
    const { dropoutRates, freezing, lossWeights } = this;
    return {
      ...(dropoutRates.isEdited && { dropoutRates: dropoutRates.edits }),
      ...freezing.edits,
      ...(lossWeights.isEdited && { lossWeights: lossWeights.edits }),
    };
  }
}
