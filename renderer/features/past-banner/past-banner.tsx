import { headOf } from '../../../main/contract/run-state';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand, goToStep } from '../../store/commands';
import { useRun, useText } from '../../store/window-store';
import { Badge } from '../../ui/badge';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { exactnessWords } from './exactness-words';
import './past-banner.css';

/** Says that an earlier step is looked at, how far it is the one that was there, and the ways on. */
export function PastBanner() {
  const text = useText();
  const state = useRun((facts) => facts.state);
  const head = headOf(state);
  if (head === undefined || state.status !== 'paused') return null;
  const { past, timeline } = text.travel;
  const { why } = state;
  const words = why.kind === 'moved' ? exactnessWords(why.exactness, text.travel, timeline.separator) : undefined;
  const isInside = state.at === 'before-commit';
  return (
    <Banner
      tone="past"
      icon="clock"
      label={past.label}
      actions={
        <>
          <Button
            label={past.goLive}
            title={past.goLiveHint(formatStep(head))}
            icon="live"
            kind="bordered"
            onClick={() => goToStep(head)}
          />
          {!isInside && (
            <Button
              label={past.runBranch}
              title={past.runBranches}
              icon="branch"
              kind="bordered"
              onClick={() => void giveCommand('run')}
            />
          )}
        </>
      }
    >
      <div role="status">
        <div className="past-title">
          <strong>{past.title(formatStep(state.step), formatStep(head))}</strong>
          {words && <Badge text={words.badge} exact={words.isExact} {...(words.isExact && { icon: 'check' })} />}
        </div>
        <p className="past-why selectable" title={words?.sentence}>
          {words?.sentence ?? past.runBranches}
        </p>
      </div>
    </Banner>
  );
}
