import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import type { Polled } from '../../api/usePolled';
import { DecisionLog } from './DecisionLog';
import type { Decision } from './shownDecisions';

const decision = (second: number): Decision => ({
  timestamp: new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString(),
  kind: 'model_chosen',
  subject: `service-${second}`,
  choice: 'linear',
  reason: 'lowest error in its backtest',
  actor: 'loadstar',
});

const polled = (decisions: Decision[] | null): Polled<{ decisions: Decision[] }> => ({
  data: decisions === null ? null : { decisions },
  problem: null,
  refresh: () => undefined,
  accept: () => undefined,
});

const subjects = (): string[] =>
  within(screen.getByRole('region', { name: 'Table of decisions' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[2]?.textContent ?? '');

describe('DecisionLog', () => {
  test('shows all, newest first, and narrows down by what is typed', async () => {
    render(<DecisionLog log={polled([decision(1), decision(3), decision(2)])} />);
    expect(subjects()).toEqual(['service-3', 'service-2', 'service-1']);
    expect(screen.getByRole('status')).toHaveTextContent('3 decisions');
    await userEvent.type(screen.getByRole('textbox', { name: 'Filter decisions' }), 'service-2');
    expect(subjects()).toEqual(['service-2']);
    expect(screen.getByRole('status')).toHaveTextContent('1 of 3 decisions');
    await userEvent.type(screen.getByRole('textbox', { name: 'Filter decisions' }), ' elsewhere');
    expect(screen.getByText('No decision has “service-2 elsewhere”')).toBeInTheDocument();
  });

  test('a long log comes page by page', async () => {
    render(<DecisionLog log={polled(Array.from({ length: 150 }, (_none, i) => decision(i)))} />);
    expect(subjects()).toHaveLength(100);
    await userEvent.click(screen.getByRole('button', { name: 'Show older decisions' }));
    expect(subjects()).toHaveLength(150);
    expect(screen.queryByRole('button', { name: 'Show older decisions' })).toBeNull();
  });

  test('says what will stand here while there is nothing', () => {
    const { rerender } = render(<DecisionLog log={polled(null)} />);
    expect(screen.getByRole('status', { name: 'Loading decisions' })).toBeInTheDocument();
    rerender(<DecisionLog log={polled([])} />);
    expect(screen.getByText('No decisions yet')).toBeInTheDocument();
  });
});

test('a long reason is shown in full on demand, and found by its end all the time', async () => {
  const reason = `${'the interval covers nine of ten; '.repeat(12)}three instances in one cluster`;
  render(<DecisionLog log={polled([{ ...decision(1), reason }])} />);
  expect(screen.queryByText(/three instances/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(screen.getByText(/three instances/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Show less' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Filter decisions' }), 'three instances');
  expect(subjects()).toEqual(['service-1']);
});
