import { config } from '@grafana/runtime';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { answeringBackend, type SentCall } from '../../testdata/answeringBackend';
import { sampleRun } from '../../testdata/sampleRun';
import { sampleTest } from '../../testdata/sampleTest';
import { RunControls } from './RunControls';

const BASE = 'api/plugin-proxy/loadstar-control-app/api/v1/runs/r1';

/** Answers as the exporter does: with the run after the change. */
function follow({ data }: SentCall): unknown {
  const { requestsPerSecond = 50, paused } = (data ?? {}) as { requestsPerSecond?: number; paused?: boolean };
  return sampleRun({ targetRequestsPerSecond: requestsPerSecond, state: paused === true ? 'paused' : 'running' });
}

beforeEach(() => {
  Object.assign(config.bootData.user, { orgRole: 'Editor' });
});

describe('RunControls', () => {
  test('sends a typed rate on Enter, once', async () => {
    const calls = answeringBackend(follow);
    const onRun = jest.fn();
    render(<RunControls run={sampleRun()} test={sampleTest()} onRun={onRun} />);
    const number = screen.getByRole('spinbutton', { name: 'Target rate in requests per second' });
    await userEvent.clear(number);
    await userEvent.type(number, '120{Enter}');
    await userEvent.tab();
    await waitFor(() => expect(onRun).toHaveBeenCalledWith(expect.objectContaining({ targetRequestsPerSecond: 120 })));
    expect(calls).toEqual([{ method: 'PATCH', url: `${BASE}/steer`, data: { requestsPerSecond: 120 } }]);
  });

  test('never asks for more than the run may reach', async () => {
    const calls = answeringBackend(follow);
    render(<RunControls run={sampleRun()} test={sampleTest()} onRun={jest.fn()} />);
    const number = screen.getByRole('spinbutton', { name: 'Target rate in requests per second' });
    await userEvent.clear(number);
    await userEvent.type(number, '9000{Enter}');
    await waitFor(() => expect(calls).toMatchObject([{ data: { requestsPerSecond: 200 } }]));
  });

  test('a cleared field changes nothing', async () => {
    const calls = answeringBackend(follow);
    render(<RunControls run={sampleRun()} test={sampleTest()} onRun={jest.fn()} />);
    const number = screen.getByRole('spinbutton', { name: 'Target rate in requests per second' });
    await userEvent.clear(number);
    await userEvent.tab();
    await waitFor(() => expect(number).toHaveValue(50));
    expect(calls).toEqual([]);
  });

  test('the slider moves by keys and sends when the key is let go', async () => {
    const calls = answeringBackend(follow);
    render(<RunControls run={sampleRun()} test={sampleTest()} onRun={jest.fn()} />);
    const slider = screen.getByRole('slider', { name: 'Target rate' });
    fireEvent.keyDown(slider, { key: 'ArrowRight', keyCode: 39 });
    expect(slider).toHaveAttribute('aria-valuenow', '51');
    expect(calls).toEqual([]);
    fireEvent.keyUp(slider, { key: 'ArrowRight', keyCode: 39 });
    await waitFor(() => expect(calls).toMatchObject([{ data: { requestsPerSecond: 51 } }]));
  });

  test('pauses, resumes and stops', async () => {
    const calls = answeringBackend(follow);
    const { rerender } = render(<RunControls run={sampleRun()} test={sampleTest()} onRun={jest.fn()} />);
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    rerender(<RunControls run={sampleRun({ state: 'paused' })} test={sampleTest()} onRun={jest.fn()} />);
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
    await userEvent.click(screen.getByRole('button', { name: 'Stop run' }));
    await waitFor(() =>
      expect(calls).toEqual([
        { method: 'PATCH', url: `${BASE}/steer`, data: { paused: true } },
        { method: 'PATCH', url: `${BASE}/steer`, data: { paused: false } },
        { method: 'POST', url: `${BASE}/stop`, data: {} },
      ]),
    );
  });

  test('shows why a change was refused', async () => {
    answeringBackend(() => {
      const data = { type: 'x', title: 'Token needed', status: 401, detail: 'No token.', errors: [], hint: 'Do this.' };
      throw { status: 401, data, config: {} };
    });
    render(<RunControls run={sampleRun()} test={sampleTest()} onRun={jest.fn()} />);
    await userEvent.click(screen.getByRole('button', { name: 'Stop run' }));
    expect(await screen.findByText('Do this.')).toBeInTheDocument();
  });

  test('a run can be stopped before it runs, but not steered', () => {
    render(<RunControls run={sampleRun({ state: 'provisioning' })} test={sampleTest()} onRun={jest.fn()} />);
    expect(screen.getByRole('button', { name: 'Stop run' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Pause' })).toBeDisabled();
    expect(screen.getByRole('spinbutton', { hidden: true })).toBeDisabled();
  });

  test.each([
    ['a viewer', 'Viewer', sampleTest(), 'Editor role'],
    [
      'a driver that cannot change its rate',
      'Editor',
      sampleTest({ capabilities: { retarget: false, pause: false, confine: true } }),
      'cannot change its rate',
    ],
  ] as const)('says why %s cannot steer', (_name, orgRole, test, reason) => {
    Object.assign(config.bootData.user, { orgRole });
    render(<RunControls run={sampleRun()} test={test} onRun={jest.fn()} />);
    expect(screen.getByText(new RegExp(reason))).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Pause' })).toBeDisabled();
  });
});
