/** A tensor that an optimizer keeps for a variable. */
export type SlotFacts = {
  readonly slot: string;
  /** L2. */
  readonly norm: number;
  readonly min: number;
  readonly max: number;
};

/** The optimizer of one model, as it stands before its next update. */
export type OptimizerDetail = {
  readonly model: string;
  /** As the experiment has it. */
  readonly name: string;
  /** Updates so far. */
  readonly iterations: number;
  /** Of the next update. */
  readonly learningRate: number;
  /** Name of the schedule that the learning rate follows; absent: it is a number. */
  readonly schedule?: string;
  /** The numbers that may be changed while training, by Keras's names; 0 stands for no clipping and no decay. */
  readonly hyperparameters: { readonly [name: string]: number };
  /** Those of them that were changed since training began. */
  readonly edited: readonly string[];
  readonly variables: readonly { readonly name: string; readonly slots: readonly SlotFacts[] }[];
};
