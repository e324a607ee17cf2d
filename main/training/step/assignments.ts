import type { Variable } from '@tensorflow/tfjs-core';
import { MisfitError } from '../../contract/errors';

/** A value on its way into a variable. */
export type Assignment = {
  readonly name: string;
  /** Undefined if there is none of this name. */
  readonly variable: Variable | undefined;
  readonly value: { readonly shape: readonly number[]; readonly dtype: string };
};

function described({ shape, dtype }: Assignment['value']): string {
  return `${dtype} [${shape.join(', ')}]`;
}

/**
 * Checks that all values fit their variables, before any of them is written.
 * @throws MisfitError if a variable is missing, gone, or of another shape or type
 */
export function checkAssignments(assignments: Iterable<Assignment>): void {
  for (const { name, variable, value } of assignments) {
    const got = described(value);
    if (!variable || variable.isDisposed) throw new MisfitError({ phrase: 'no-variable', name, value: got });
    const expected = described(variable);
    if (expected !== got) throw new MisfitError({ phrase: 'other-variable', name, variable: expected, value: got });
  }
}
