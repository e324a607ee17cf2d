import type { ReactNode } from 'react';
import { formatStep } from './chart-data/number-format';
import { AlertsPanel } from './features/alerts/alerts-panel';
import { ConsolePanel, ConsoleTools } from './features/console/console-panel';
import { LogFilter, LogPanel } from './features/log/log-panel';
import { WatchPanel } from './features/watch/watch-panel';
import { giveCommand } from './store/commands';
import { useKeys } from './store/use-keys';
import { useRun, useText, useWorkspace, workspace } from './store/window-store';
import type { BottomTab } from './store/workspace';
import { Button } from './ui/button';
import { Tabs } from './ui/tabs';

const panels: { readonly [Id in BottomTab]: { readonly tools?: () => ReactNode; readonly body: () => ReactNode } } = {
  alerts: { body: () => <AlertsPanel /> },
  watch: { body: () => <WatchPanel /> },
  log: { tools: () => <LogFilter />, body: () => <LogPanel /> },
  console: { tools: () => <ConsoleTools />, body: () => <ConsolePanel /> },
};
const order: readonly BottomTab[] = ['alerts', 'watch', 'log', 'console'];

/** What was said, and what the person asks to be told. */
export function Bottom() {
  const { bottom: words, withKey } = useText().window;
  const selected = useWorkspace(({ bottomTab }) => bottomTab);
  const alerts = useRun((facts) => facts.alerts.length);
  const { tools, body } = panels[selected];
  const labelOf = (id: BottomTab): string =>
    id === 'alerts' && alerts > 0 ? words.counted(words.tabs[id], formatStep(alerts)) : words.tabs[id];
  const [key = ''] = useKeys()('toggleBottom');
  return (
    <section className="bottom" aria-label={words.label}>
      <Tabs
        label={words.label}
        tabs={order.map((id) => ({ id, label: labelOf(id) }))}
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
