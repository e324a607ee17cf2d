import { powerSaveBlocker } from 'electron';

/** @returns a function that keeps the system awake (true) or lets it sleep (false) */
export function createAwakeSwitch(): (isAwake: boolean) => void {
  let blocker: number | undefined;
  return (isAwake) => {
    if (isAwake) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
}
