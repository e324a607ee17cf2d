import type { EditRecord } from '../../contract/debug/edits';
import type { Variant } from '../../contract/debug/what-if';
import { variantStep } from '../debug/what-if/variant-step';
import type { CommandGuard } from './command-guard';
import type { RunCore } from './run-core';

/** What becomes of the step that a run stands in. The run goes on with it, and pauses behind it. */
export class StepDecisions {
  readonly #core: RunCore;
  readonly #guard: CommandGuard;

  constructor(core: RunCore, guard: CommandGuard) {
    this.#core = core;
    this.#guard = guard;
  }

  /** Writes the update, or discards it. @throws CodedError `illegal-command` between batches, too */
  decide(move: 'commit' | 'discard'): void {
    this.#guard.check(move);
    const { gate, inside } = this.#core;
    if (!inside.pending) throw this.#guard.refusal(move);
    gate.openFor(1);
    if (move === 'discard') gate.closeBecause({ kind: 'stepped', batches: 0 });
    inside.decide(move);
  }

  /**
   * Writes a variant of the step in its place.
   * @throws CodedError `illegal-command` between batches, too; if the variant can't be computed
   */
  keep(variant: Variant): EditRecord {
    const { edits, inside } = this.#core;
    const { pending } = inside;
    if (!pending) throw this.#guard.refusal('keep');
    this.#guard.checkAlone('keep');
    inside.replace(variantStep(pending.compiled, pending.batch, pending.key, variant));
    const record = edits.kept(pending.compiled.name, variant);
    this.decide('commit');
    return record;
  }
}
