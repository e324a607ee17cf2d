/** What a kernel is given. */
export type FusedInput<Name extends string = string> =
  /** The resource of the variable, or of one of its slots. */
  | { readonly from: 'variable' }
  | { readonly from: 'slot'; readonly name: string }
  /** The gradient, after clipping. */
  | { readonly from: 'gradient' }
  /** One of the update's scalars. */
  | { readonly from: 'scalar'; readonly name: Name }
  /** A float32 scalar. */
  | { readonly from: 'constant'; readonly value: number }
  /** A resource of the variable's shape that holds zeros before the kernel runs, whatever it left there the last time. */
  | { readonly from: 'zeros' };

/** A kernel of TensorFlow that updates a variable and its slots in place. Its type is float32. */
export type FusedKernel<Name extends string = string> = {
  readonly op: string;
  /** In the order of the kernel. */
  readonly inputs: readonly FusedInput<Name>[];
  readonly attributes: { readonly [name: string]: boolean };
  /** It shares its work out among threads, however little it is. */
  readonly isAlwaysShared?: boolean;
};

/** How a variable's whole update is done by one kernel. */
export type FusedUpdate = FusedKernel & {
  /** The scalar times which the variable is taken off itself before: weight decay. */
  readonly decay?: string;
};

export const theVariable = { from: 'variable' } as const;
export const theGradient = { from: 'gradient' } as const;

/** The resource of a slot. */
export function slot(name: string): FusedInput<never> {
  return { from: 'slot', name };
}

/** One of the update's scalars. */
export function input<Name extends string>(name: Name): FusedInput<Name> {
  return { from: 'scalar', name };
}

/** A number that never changes. */
export function constant(value: number): FusedInput<never> {
  return { from: 'constant', value };
}
