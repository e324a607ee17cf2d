import { useSyncExternalStore } from 'react';

const narrow = () => window.matchMedia('(max-width: 1120px)');

const subscribe = (listener: () => void) => {
  const query = narrow();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether the window is so narrow that the rail is a column of icons; the style sheets say the same width. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => narrow().matches,
    () => false,
  );
}
