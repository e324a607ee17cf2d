import { useStore } from 'zustand';
import { isTold, told } from './told';

/** Whether something need not be explained any more. */
export function useIsTold(what: string): boolean {
  return useStore(told, () => isTold(what));
}
