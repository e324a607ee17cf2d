import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EditRecord } from '../../main/contract/debug/edits';
import type { Variant, WhatIf } from '../../main/contract/debug/what-if';
import { reportOf, type ErrorReport } from '../../main/contract/errors';
import type { RunState } from '../../main/contract/run-state';
import { connection, runStore } from './window-store';

/** A variant as it stands in the fields; empty fields are as in the run. */
export type Draft = {
  readonly hyperparameters: { readonly [name: string]: string };
  readonly withoutDropout: boolean;
  readonly withoutRows: string;
  readonly loss: string;
};

/** A variant that changes nothing yet. */
export const emptyDraft: Draft = { hyperparameters: {}, withoutDropout: false, withoutRows: '', loss: '' };

/** What came of comparing, where the run stood then, and with which edits. */
export type Compared = {
  readonly state: RunState;
  readonly edits: readonly EditRecord[];
  readonly variants: readonly Variant[];
  readonly result?: WhatIf;
  readonly error?: ErrorReport;
};

/** What a person is trying on a batch: it stays while another tab is in view. */
export type Trying = {
  readonly drafts: readonly Draft[];
  readonly compared: Compared | undefined;
  readonly isComparing: boolean;
};

const nothing: Trying = { drafts: [emptyDraft, emptyDraft], compared: undefined, isComparing: false };

/** The variants of the run in view. */
export const trying = createStore<Trying>(() => nothing);

// Of a run that is gone nothing is left.
runStore.facts.subscribe(({ plan }, before) => {
  if (before.plan && !plan) trying.setState(nothing, true);
});

/** Has variants compared on the batch of now. */
export async function compareVariants(variants: readonly Variant[]): Promise<void> {
  const { state, edits, plan } = runStore.facts.getState();
  const tell = (came: Pick<Compared, 'result' | 'error'>): void => {
    if (runStore.facts.getState().plan?.file !== plan?.file) return; // that run is gone
    trying.setState({ compared: { state, edits, variants, ...came }, isComparing: false });
  };
  trying.setState({ isComparing: true });
  try {
    const result = await connection.ask('whatIf', variants);
    tell(result ? { result } : {});
  } catch (error) {
    tell({ error: reportOf(error) });
  }
}

/** A part of what a person is trying. */
export function useTrying<T>(select: (now: Trying) => T): T {
  return useStore(trying, select);
}
