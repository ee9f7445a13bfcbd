import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { answeringBackend } from '../testdata/answeringBackend';
import ConfigPage, { type ConfigPageProps } from './ConfigPage';

const props = (secureJsonFields: Record<string, boolean>): ConfigPageProps =>
  ({
    query: {},
    plugin: { meta: { id: 'loadstar-control-app', pinned: true, jsonData: {}, secureJsonFields } },
  }) as unknown as ConfigPageProps;

describe('ConfigPage', () => {
  test('saves address and token, and shows why Grafana refused', async () => {
    const calls = answeringBackend(() => {
      throw { status: 403, data: { message: 'Permission denied' }, config: {} };
    });
    render(<ConfigPage {...props({})} />);
    await userEvent.type(screen.getByLabelText('URL', { exact: false }), 'http://127.0.0.1:9851/');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Token', { exact: false }), 'secret');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Permission denied')).toBeInTheDocument();
    expect(calls).toMatchObject([
      {
        method: 'POST',
        url: '/api/plugins/loadstar-control-app/settings',
        data: { jsonData: { url: 'http://127.0.0.1:9851' }, secureJsonData: { token: 'secret' } },
      },
    ]);
  });

  test('a token that Grafana keeps is not asked for again', () => {
    render(<ConfigPage {...props({ token: true })} />);
    expect(screen.getByDisplayValue('configured')).toBeDisabled();
  });
});
