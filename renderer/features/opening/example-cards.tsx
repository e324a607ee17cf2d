import type { ExampleInfo } from '../../../main/contract/ipc';
import { usePreferences, useText } from '../../store/window-store';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon';

const icons: { readonly [Id in ExampleInfo['id']]: IconName } = {
  mnist: 'picture',
  digits: 'picture',
  iris: 'data',
  'two-moons': 'step',
  'text-lstm': 'facts',
  gan: 'model',
};

/** The shipped experiments, each with a word on what it shows. */
export function ExampleCards({ onOpen }: { readonly onOpen: (path: string) => void }) {
  const words = useText().window.opening.example;
  const examples = usePreferences(({ info }) => info?.examples) ?? [];
  return (
    <ul className="cards">
      {examples.map(({ id, path }) => (
        <li key={id}>
          <button type="button" className="card" title={path} onClick={() => onOpen(path)}>
            <Icon name={icons[id]} />
            <strong>{words[id].name}</strong>
            <span>{words[id].teaches}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
