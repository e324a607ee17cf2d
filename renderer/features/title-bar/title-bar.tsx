import { useState, type MouseEvent } from 'react';
import type { MenuName } from '../../../main/contract/ipc';
import { usePreferences, useText } from '../../store/window-store';
import { Icon } from '../../ui/icon';
import { moveFocus } from '../../ui/roving';
import './title-bar.css';

const menus: readonly MenuName[] = ['file', 'view', 'run', 'debug', 'export', 'help'];

/** The menus are the system's own: the shell opens them below the button. */
function openMenu(name: MenuName, { currentTarget }: MouseEvent<HTMLElement>): void {
  const { left, bottom } = currentTarget.getBoundingClientRect();
  void window.batchpoint.request('window:menu', { name, x: Math.round(left), y: Math.round(bottom) });
}

/** The top of the window: its menus and buttons, where the system does not draw them. */
export function TitleBar() {
  const text = useText();
  /** The menus are one stop of the Tab key: that of the one that had the focus last. */
  const [current, setCurrent] = useState<MenuName>('file');
  const isMac = usePreferences(({ info }) => info?.platform === 'darwin');
  return (
    <header className={`titlebar${isMac ? ' is-mac' : ''}`}>
      <span className="brand">
        <Icon name="brand" />
      </span>
      {!isMac && (
        <div
          className="menubar"
          role="menubar"
          aria-label={text.window.menus}
          onKeyDown={(event) => moveFocus(event, 0, false)}
        >
          {menus.map((name) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              aria-haspopup="menu"
              tabIndex={name === current ? 0 : -1}
              onFocus={() => setCurrent(name)}
              onClick={(event) => openMenu(name, event)}
            >
              {text.shell.menu[name]}
            </button>
          ))}
        </div>
      )}
      {!isMac && <WindowButtons />}
    </header>
  );
}

function WindowButtons() {
  const words = useText().window;
  return (
    <div className="window-buttons">
      {(['minimise', 'maximise', 'close'] as const).map((action) => (
        <button
          key={action}
          type="button"
          title={words[action]}
          aria-label={words[action]}
          onClick={() => void window.batchpoint.request('window:control', action)}
        >
          <Icon name={action} />
        </button>
      ))}
    </div>
  );
}
