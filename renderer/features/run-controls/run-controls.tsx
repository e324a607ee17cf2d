import { isOffered } from '../../../main/contract/commands';
import type { CommandId } from '../../../main/contract/commands';
import { isInside } from '../../../main/contract/run-state';
import { giveCommand } from '../../store/commands';
import { mainCommand, screenOf } from '../../store/selectors';
import { useHint, useKeys } from '../../store/use-keys';
import { useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import type { IconName } from '../../ui/icon';
import { StatePill } from './state-pill';
import { StepCount } from './step-count';
import './run-controls.css';

/** The bar that moves the run. Every button keeps its place; only the filled one changes with the state. */
export function RunControls() {
  const text = useText();
  const screen = useRun(screenOf);
  const name = useRun(({ plan }) => plan?.name);
  const seed = useRun(({ plan }) => plan?.seed);
  const inside = useRun(({ state }) => isInside(state));
  const hasButtons = screen !== 'opening' && screen !== 'untrusted';
  return (
    <div className={inside ? 'toolbar is-inside' : 'toolbar'} role="toolbar" aria-label={text.window.controls}>
      <div className="tools">
        {hasButtons && <Buttons />}
        <div className="toolbar-end">
          {name !== undefined && (
            <div className="run-facts">
              <strong title={name}>{name}</strong>
              {seed !== undefined && <span>{text.window.seed(seed)}</span>}
            </div>
          )}
          <StatePill />
        </div>
      </div>
    </div>
  );
}

function Buttons() {
  const isPausing = useRun(({ state }) => state.status === 'running' && state.pauseRequested);
  const inside = useRun(({ state }) => isInside(state));
  return (
    <>
      <div className="group">
        <CommandButton id="run" icon="run" hint />
        <CommandButton id="pause" icon="pause" hint folds busy={isPausing} />
      </div>
      <div className="group">
        <CommandButton id="stepBack" icon="stepBack" folds />
        <CommandButton id="step" icon="step" hint />
        <CommandButton id="stepInto" icon="stepInto" hint />
        <StepCount />
        <CommandButton id="stepN" />
      </div>
      <div className="group run-ends">
        <CommandButton id="restart" icon="restart" folds />
        <CommandButton id="stop" icon="stop" folds />
      </div>
      {inside && (
        <div className="group">
          <CommandButton id="commit" icon="check" />
          <CommandButton id="discard" icon="discard" />
        </div>
      )}
    </>
  );
}

type CommandButtonProps = {
  readonly id: CommandId;
  readonly icon?: IconName;
  /** Print the key, where it is short. */
  readonly hint?: boolean;
  readonly folds?: boolean;
  readonly busy?: boolean;
};

/** A command as a button: name, tooltip, key, and whether it may be given, all out of the one table. */
function CommandButton({ id, icon, hint, folds, busy }: CommandButtonProps) {
  const text = useText();
  const [key] = useKeys()(id);
  const hintOf = useHint();
  const legal = useRun(({ state, capabilities }) => isOffered(id, state, capabilities)) && !busy;
  const isMain = useRun((facts) => mainCommand(facts) === id);
  return (
    <Button
      label={text.commands[id].label}
      kind={isMain ? 'filled' : 'quiet'}
      title={hintOf(id)}
      disabled={!legal}
      onClick={() => void giveCommand(id)}
      {...(icon && { icon })}
      {...(hint && { keyHint: key })}
      {...(folds && !isMain && { folds })}
      {...(busy && { busy })}
    />
  );
}
