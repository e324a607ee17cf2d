/** A layer in words that every library's builder understands. */
export type LayerSpec =
  | { readonly kind: 'dense'; readonly units: number; readonly activation: Activation }
  | {
      readonly kind: 'conv';
      readonly filters: number;
      readonly padding: 'valid' | 'same';
      readonly activation: Activation;
    }
  | { readonly kind: 'batchNorm' | 'relu' | 'maxPool' | 'flatten' }
  | { readonly kind: 'dropout'; readonly rate: number }
  | { readonly kind: 'embedding' | 'lstm'; readonly units: number };

type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'softmax';

/** A model with its data: an entry of `cases.json`. */
export type Case = {
  readonly batch: number;
  /** Of one row. */
  readonly input: readonly number[];
  /** Inputs are tokens below this number. */
  readonly vocabulary?: number;
  /** Two classes have one output. */
  readonly classes: number;
  readonly layers: readonly LayerSpec[];
};

export const lossOf = ({ classes }: Case): string =>
  classes === 2 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy';
