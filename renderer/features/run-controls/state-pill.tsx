import { isRunning } from '../../../main/contract/run-state';
import { stepNow, toneOf } from '../../store/selectors';
import { stateWords } from '../../store/state-words';
import { useRun, useText } from '../../store/window-store';
import { Spinner } from '../../ui/button';
import { Icon } from '../../ui/icon';

/** The state in words, colour and icon. A live step is not read out: a screen reader hears changes of the state. */
export function StatePill() {
  const text = useText();
  const state = useRun((facts) => facts.state);
  const isLoaded = useRun(({ plan }) => plan !== undefined);
  const step = useRun(stepNow);
  const tone = toneOf(state);
  const isPreparing = useRun((facts) => facts.isPreparing);
  const { word, more, icon } = stateWords(state, step, text, { isLoaded, isPreparing });
  const isLive = isRunning(state);
  return (
    <div className={`pill tone-${tone}`} role="status">
      {icon ? <Icon name={icon} /> : <Spinner />}
      <strong>{word}</strong>
      {more && <span aria-hidden={isLive}>{more}</span>}
    </div>
  );
}
