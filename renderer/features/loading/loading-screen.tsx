import { useEffect, useState } from 'react';
import type { LoadingStage } from '../../../main/contract/run-state';
import { giveCommand } from '../../store/commands';
import { useRun, useText } from '../../store/window-store';
import { Button, Spinner } from '../../ui/button';
import './loading.css';

/** Seconds after which a stage is said to take long. */
const patience = 5;

/** A run is being loaded: what it is waited for, and since when, if that is long. */
export function LoadingScreen() {
  const words = useText().window.loading;
  const file = useRun(({ state }) => (state.status === 'loading' ? state.file : undefined));
  const stage = useRun(({ state }) => (state.status === 'loading' && state.stage) || 'files');
  return (
    <main className="loading">
      <Spinner />
      <p>{words.stages[stage]}</p>
      {file && <p className="loading-file">{file}</p>}
      <Wait key={stage} stage={stage} />
      <Button label={words.cancel} kind="bordered" onClick={() => void giveCommand('close')} />
    </main>
  );
}

/** Why it may take so long: nothing tells code that takes its time from code that never comes to its end. */
function Wait({ stage }: { readonly stage: LoadingStage }) {
  const words = useText().window.loading;
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now) => now + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  if (seconds < patience) return null;
  return (
    <>
      <p className="loading-wait" role="status">
        {words.waits[stage]}
      </p>
      <p className="loading-file">{words.since(String(seconds))}</p>
    </>
  );
}
