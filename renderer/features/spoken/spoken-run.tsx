import { useEffect, useState } from 'react';
import { isRunning } from '../../../main/contract/run-state';
import { chartGroups } from '../../chart-data/chart-groups';
import { spokenSummary } from '../../chart-data/spoken-summary';
import { runStore, useRun, useText } from '../../store/window-store';

/** Milliseconds between two sentences while the run moves. */
const interval = 5000;

/** Says how the run goes to a screen reader: at once where it comes to rest, now and then while it moves. */
export function SpokenRun() {
  const text = useText();
  const plan = useRun((facts) => facts.plan);
  const state = useRun((facts) => facts.state);
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    const [group] = plan ? chartGroups(plan) : [];
    if (!group) return;
    const say = () => setSentence(spokenSummary(group, runStore.series, runStore.facts.getState().alerts.length, text));
    if (!isRunning(state)) return say();
    const timer = setInterval(say, interval);
    return () => clearInterval(timer);
  }, [plan, state, text]);
  return (
    <p className="unseen" aria-live="polite">
      {sentence}
    </p>
  );
}
