/** Why a model computes operation by operation; `operation` is one of TensorFlow's, where the trouble is. */
export type EagerReason =
  /** Asked for. */
  | { readonly code: 'chosen' }
  | { readonly code: 'other-backend' }
  /** JavaScript reads the values of tensors inside the step. */
  | { readonly code: 'reads-values'; readonly operation: string }
  /** JavaScript computes something else in another step. */
  | { readonly code: 'changes'; readonly operation: string }
  | { readonly code: 'text-tensor' }
  /** A variable that is no weight of the model and is written by the step, or shares its data with another one. */
  | { readonly code: 'outside-variable'; readonly variable: string }
  /** The graph's first step was not that of the operations. */
  | { readonly code: 'differs' }
  /** TensorFlow does not take the graph. */
  | { readonly code: 'refused'; readonly message: string };

/** How a model computes its steps: as one graph each, or operation by operation. */
export type StepMode = { readonly kind: 'compiled' } | { readonly kind: 'eager'; readonly reason: EagerReason };
