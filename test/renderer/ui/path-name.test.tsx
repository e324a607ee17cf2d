import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { PathName } from '../../../renderer/ui/path-name';

const drawn = (name: string) => renderToStaticMarkup(<PathName name={name} />);

/** The part that gives way where there is no room, and the one that stays. */
const parts = (name: string) => {
  const [, first, rest] = /data-first="([^"]*)" data-rest="([^"]*)"/.exec(drawn(name)) ?? [];
  return first === undefined ? drawn(name) : [first, rest];
};

it('keeps what tells a variable or a numbered layer from the next', () => {
  expect(parts('dense_2/kernel')).toEqual(['dense_2', '/kernel']);
  expect(parts('dense_12')).toEqual(['dense', '_12']);
});

it('keeps the end of a long name, and all of a short one', () => {
  expect(parts('a_layer_with_a_long_name_norm')).toEqual(['a_layer_with_a_long_na', 'me_norm']);
  expect(parts('embedding')).toBe('embedding');
});

it('is one word for whoever does not see it', () => {
  const text = (html: string) => html.replace(/<[^>]*>/g, '');
  expect(text(drawn('dense_2/kernel'))).toBe('dense_2/kernel');
  expect(text(drawn('embedding'))).toBe('embedding');
});
