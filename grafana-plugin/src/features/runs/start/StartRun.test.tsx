import { config } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { answeringBackend } from '../../../testdata/answeringBackend';
import { sampleRun } from '../../../testdata/sampleRun';
import { sampleTest } from '../../../testdata/sampleTest';
import { StartRun } from './StartRun';

const polled = (tests: Array<ReturnType<typeof sampleTest>> | null) => ({
  data: tests === null ? null : { tests },
  problem: null,
  refresh: () => undefined,
  accept: () => undefined,
});

beforeEach(() => {
  Object.assign(config.bootData.user, { orgRole: 'Editor' });
});

describe('StartRun', () => {
  test('starts the asked test with what was typed', async () => {
    const calls = answeringBackend(() => sampleRun());
    const onStarted = jest.fn();
    const tests = [sampleTest(), sampleTest({ name: 'checkout', requestsPerSecond: 20 })];
    render(<StartRun tests={polled(tests)} initialTest="checkout" onStarted={onStarted} />);
    const rate = screen.getByRole('spinbutton', { name: 'Start rate (requests/s)' });
    expect(rate).toHaveValue(20);
    await userEvent.clear(rate);
    await userEvent.type(rate, '35');
    await userEvent.click(screen.getByRole('button', { name: 'Start run' }));
    await waitFor(() => expect(onStarted).toHaveBeenCalledWith(sampleRun()));
    expect(calls).toMatchObject([
      { method: 'POST', data: { test: 'checkout', requestsPerSecond: 35, durationSeconds: 300 } },
    ]);
  });

  test('a rate above the limit is refused with what is allowed', async () => {
    render(<StartRun tests={polled([sampleTest()])} initialTest={null} onStarted={jest.fn()} />);
    await userEvent.type(screen.getByRole('spinbutton', { name: 'Start rate (requests/s)' }), '0');
    expect(screen.getByText(/at most 200 requests per second/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Start run' })).toBeDisabled();
  });

  test('a test that cannot start says why', () => {
    const problem = {
      type: 'x',
      title: 'k6 is missing',
      status: 503,
      detail: 'No k6 was found.',
      errors: [{ path: 'k6', allowed: 'k6 2.x on PATH' }],
    };
    render(<StartRun tests={polled([sampleTest({ problem })])} initialTest={null} onStarted={jest.fn()} />);
    expect(screen.getByText('k6 is missing')).toBeInTheDocument();
    expect(screen.getByText(/k6 2.x on PATH/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Start run' })).toBeDisabled();
  });

  test('without tests it says how to get one; before they are known it shows that it loads', () => {
    const { rerender } = render(<StartRun tests={polled([])} initialTest={null} onStarted={jest.fn()} />);
    expect(screen.getByText('No tests are configured')).toBeInTheDocument();
    rerender(<StartRun tests={polled(null)} initialTest={null} onStarted={jest.fn()} />);
    expect(screen.getByRole('status', { name: 'Loading tests' })).toBeInTheDocument();
  });
});
