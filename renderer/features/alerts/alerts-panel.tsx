import { useMemo } from 'react';
import { useRun, useText } from '../../store/window-store';
import { AlertList } from './alert-list';
import './alerts.css';

/** What the person should not miss of the run. */
export function AlertsPanel() {
  const words = useText().window.alerts;
  const alerts = useRun((facts) => facts.alerts);
  const newestFirst = useMemo(() => [...alerts].reverse(), [alerts]);
  if (newestFirst.length === 0) return <p className="bottom-empty">{words.empty}</p>;
  return <AlertList alerts={newestFirst} />;
}
