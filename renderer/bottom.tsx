import type { ReactNode } from 'react';
import { ConsolePanel, ConsoleTools } from './features/console/console-panel';
import { LogFilter, LogPanel } from './features/log/log-panel';
import { WatchPanel } from './features/watch/watch-panel';
import { giveCommand } from './store/commands';
import { useKeys } from './store/use-keys';
import { useText, useWorkspace, workspace } from './store/window-store';
import type { BottomTab } from './store/workspace';
import { Button } from './ui/button';
import { Tabs } from './ui/tabs';

const panels: { readonly [Id in BottomTab]: { readonly tools?: () => ReactNode; readonly body: () => ReactNode } } = {
  watch: { body: () => <WatchPanel /> },
  log: { tools: () => <LogFilter />, body: () => <LogPanel /> },
  console: { tools: () => <ConsoleTools />, body: () => <ConsolePanel /> },
};
const order: readonly BottomTab[] = ['watch', 'log', 'console'];

/** What was said, and what the person asks to be told. */
export function Bottom() {
  const { bottom: words, withKey } = useText().window;
  const selected = useWorkspace(({ bottomTab }) => bottomTab);
  const { tools, body } = panels[selected];
  const [key = ''] = useKeys()('toggleBottom');
  return (
    <section className="bottom" aria-label={words.label}>
      <Tabs
        label={words.label}
        tabs={order.map((id) => ({ id, label: words.tabs[id] }))}
        selected={selected}
        onSelect={(bottomTab) => workspace.setState({ bottomTab })}
        panelId="bottom-panel"
      >
        <span className="grow" />
        {tools?.()}
        <Button
          label={words.hide}
          title={withKey(words.hide, key)}
          icon="down"
          iconOnly
          className="btn-small"
          onClick={() => void giveCommand('toggleBottom')}
        />
      </Tabs>
      <div className="bottom-panel" id="bottom-panel" role="tabpanel" aria-label={words.tabs[selected]}>
        {body()}
      </div>
    </section>
  );
}
