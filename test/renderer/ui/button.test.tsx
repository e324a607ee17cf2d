import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Button } from '../../../renderer/ui/button';

const name = 'Run';

it('is called by its label alone, whatever is printed beside it', () => {
  const html = renderToStaticMarkup(<Button label={name} icon="run" keyHint="F5" />);
  expect(html).toContain('aria-label="Run"');
  expect(html).toContain('<kbd>F5</kbd>');
});

it('keeps its name and its tooltip when only the icon shows', () => {
  const html = renderToStaticMarkup(<Button label={name} icon="run" iconOnly />);
  expect(html).toContain('title="Run"');
  expect(html).not.toContain('btn-label');
});

it('shows a spinner in place of the icon while it waits', () => {
  const html = renderToStaticMarkup(<Button label={name} icon="run" busy />);
  expect(html).toContain('class="spinner"');
  expect(html).not.toContain('<svg');
});
