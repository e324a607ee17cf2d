import { reasonText } from '../../../main/contract/text/step-mode-text';
import { runFactRows } from '../../chart-data/run-fact-rows';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Facts } from '../../ui/facts';

/** The run in rows: its file, how it is trained, its length, its seed; and why a model's steps are not compiled. */
export function RunFactsList() {
  const words = useText().window.rail;
  const plan = useRun((facts) => facts.plan);
  const modes = useRun((facts) => facts.modes);
  const language = useLanguage();
  if (!plan) return null;
  const reasons = Object.values(modes).flatMap((mode) =>
    mode.kind === 'eager' ? words.why(reasonText(mode.reason, language)) : [],
  );
  return (
    <>
      <Facts rows={runFactRows(plan, modes, words)} />
      {[...new Set(reasons)].map((reason) => (
        <p key={reason} className="rail-note">
          {reason}
        </p>
      ))}
    </>
  );
}
