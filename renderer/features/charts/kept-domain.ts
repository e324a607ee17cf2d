import { useMemo, useSyncExternalStore } from 'react';
import type { Domain } from '../../chart-data/domains';
import type { ChartFrames } from './chart-frames';

/** Computes a domain from the one before; returns the very same value as long as that fits. */
type Compute = (previous?: Domain) => Domain;

class KeptDomain {
  readonly #compute: Compute;
  #domain: Domain | undefined;

  constructor(compute: Compute) {
    this.#compute = compute;
  }

  readonly current = (): Domain => (this.#domain = this.#compute(this.#domain));
}

/**
 * A domain that follows the data: looked at whenever data are drawn, renders only when it changes.
 * @param compute of stable identity
 */
export function useKeptDomain(frames: ChartFrames, compute: Compute): Domain {
  const kept = useMemo(() => new KeptDomain(compute), [compute]);
  return useSyncExternalStore(frames.onData, kept.current);
}
