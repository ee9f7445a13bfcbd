import { config } from '@grafana/runtime';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { answeringBackend } from '../testdata/answeringBackend';
import ConfigPage, { type ConfigPageProps } from './ConfigPage';

const props = (secureJsonFields: Record<string, boolean>, jsonData: { url?: string } = {}): ConfigPageProps =>
  ({
    query: {},
    plugin: { meta: { id: 'loadstar-control-app', pinned: true, jsonData, secureJsonFields } },
  }) as unknown as ConfigPageProps;

beforeEach(() => {
  Object.assign(config.bootData.user, { orgRole: 'Admin' });
});

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

  test('tests what is saved, and says what is wrong', async () => {
    answeringBackend(() => {
      throw { status: 502, data: '', config: {} };
    });
    render(<ConfigPage {...props({ token: true }, { url: 'http://exporter:9851' })} />);
    await userEvent.click(screen.getByRole('button', { name: 'Test connection' }));
    expect(await screen.findByText('The connection does not work yet.')).toBeInTheDocument();
    const result = screen.getByRole('list', { name: 'Result of the connection test' });
    expect(within(result).getByText(/Nothing answers at http:\/\/exporter:9851/)).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('URL', { exact: false }), '0');
    expect(screen.getByRole('button', { name: 'Test connection' })).toBeDisabled();
    expect(screen.getByText(/Save first/)).toBeInTheDocument();
  });

  test('whoever is no admin can test and not change', () => {
    Object.assign(config.bootData.user, { orgRole: 'Editor' });
    render(<ConfigPage {...props({ token: true }, { url: 'http://exporter:9851' })} />);
    expect(screen.getByLabelText('URL', { exact: false })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Test connection' })).toBeEnabled();
  });
});
