import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ColumnName } from '../../../renderer/ui/column-name';

const drawn = (name: string) => renderToStaticMarkup(<ColumnName name={name} />);

it.each([
  ['sepal_length', 'sepal_', 'length'],
  ['mean area of cell', 'mean area of ', 'cell'],
  ['sensor.left-top', 'sensor.left-', 'top'],
])('may break %s before its last part', (name, first, last) => {
  expect(drawn(name)).toBe(`<span>${first}</span><wbr/><span>${last}</span>`);
});

it.each(['x1', 'species', 'trailing_'])('has nowhere to break %s', (name) => {
  expect(drawn(name)).toBe(name);
});
