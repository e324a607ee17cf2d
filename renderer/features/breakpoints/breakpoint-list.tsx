import type { Breakpoint } from '../../../main/contract/debug/breakpoint';
import { formatStep } from '../../chart-data/number-format';
import { breakpoints, useBreakpoints } from '../../store/breakpoints';
import { useRun, useText } from '../../store/window-store';
import { Icon } from '../../ui/icon';
import './breakpoints.css';

/** The breakpoints of the experiment: a dot that switches each on and off, its condition, and how often that was true. */
export function BreakpointList() {
  const words = useText().breakpoints;
  const list = useBreakpoints((now) => now.breakpoints);
  const hit = useRun(({ state }) => (state.status === 'paused' && state.why.kind === 'breakpoint' ? state.why.id : ''));
  return (
    <div className="breakpoints">
      {list.length === 0 ? (
        <p className="breakpoints-none">{words.none}</p>
      ) : (
        <ul>
          {list.map((breakpoint) => (
            <Row key={breakpoint.id} breakpoint={breakpoint} isHit={breakpoint.id === hit} />
          ))}
        </ul>
      )}
      <button type="button" className="breakpoints-add" onClick={() => breakpoints.edit(undefined)}>
        <Icon name="plus" />
        {words.add}
      </button>
    </div>
  );
}

function Row({ breakpoint, isHit }: { readonly breakpoint: Breakpoint; readonly isHit: boolean }) {
  const words = useText().breakpoints;
  const { id, condition, isEnabled, actions } = breakpoint;
  const count = useBreakpoints((now) => now.counts[id] ?? 0);
  const isWrong = useBreakpoints((now) => now.problems[id] !== undefined);
  const onlyLogs = actions.every(({ kind }) => kind === 'log');
  const icon = isWrong ? 'warning' : isEnabled ? (onlyLogs ? 'logpoint' : 'breakpoint') : 'breakpointOff';
  return (
    <li
      className={['breakpoint', isHit && 'is-hit', !isEnabled && 'is-off', isWrong && 'is-wrong']
        .filter(Boolean)
        .join(' ')}
    >
      <button
        type="button"
        role="switch"
        className="breakpoint-dot"
        aria-label={words.on(condition)}
        aria-checked={isEnabled}
        title={isWrong ? words.wrong : words.on(condition)}
        onClick={() => breakpoints.setEnabled(id, !isEnabled)}
      >
        <Icon name={icon} />
      </button>
      <button
        type="button"
        className="breakpoint-text"
        aria-label={words.edit(condition)}
        title={condition}
        onClick={() => breakpoints.edit(breakpoint)}
        onKeyDown={(event) => {
          if (event.key === 'Delete') breakpoints.remove(id);
        }}
      >
        <code>{condition}</code>
      </button>
      <span className="breakpoint-count" title={words.count(formatStep(count))}>
        {formatStep(count)}
      </span>
    </li>
  );
}
