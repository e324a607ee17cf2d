import { useState } from 'react';
import { isOffered } from '../../../main/contract/commands';
import { giveCommand } from '../../store/commands';
import { useRun, useText, useWorkspace, workspace } from '../../store/window-store';

const most = 999_999;

/** How many batches Step N trains. What is no whole number from 1 on is marked, and the last good one counts. */
export function StepCount() {
  const label = useText().window.stepCount;
  const legal = useRun(({ state, capabilities }) => isOffered('stepN', state, capabilities));
  const count = useWorkspace(({ stepCount }) => stepCount);
  const [draft, setDraft] = useState(String(count));
  const change = (text: string) => {
    setDraft(text);
    if (isCount(text)) workspace.setState({ stepCount: Number(text) });
  };
  return (
    <input
      className="field field-number"
      inputMode="numeric"
      aria-label={label}
      title={label}
      value={legal ? draft : count}
      disabled={!legal}
      aria-invalid={legal && !isCount(draft)}
      onChange={(event) => change(event.target.value)}
      onBlur={() => setDraft(String(count))}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && isCount(draft)) void giveCommand('stepN');
      }}
    />
  );
}

function isCount(text: string): boolean {
  return /^\s*\d+\s*$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}
