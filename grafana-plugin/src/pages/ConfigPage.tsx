import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Button, Field, FieldSet, Input, SecretInput } from '@grafana/ui';
import React, { useState, type FormEvent } from 'react';
import type { ApiProblem } from '../api/apiProblem';
import { savePluginSettings } from '../api/savePluginSettings';
import { toProblem } from '../api/toProblem';
import { ProblemAlert } from '../components/feedback/ProblemAlert';
import { exporterUrl } from './exporterUrl';

/** Kept by Grafana in plain text. */
export interface AppSettings {
  /** Base address of the exporter, without a slash at its end. */
  readonly url?: string;
}

export type ConfigPageProps = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

/** Address and token of the exporter. The token goes to Grafana's secrets and never comes back to the browser. */
export default function ConfigPage({ plugin }: ConfigPageProps) {
  const { meta } = plugin;
  const [url, setUrl] = useState(meta.jsonData?.url ?? '');
  const [token, setToken] = useState('');
  const [tokenKept, setTokenKept] = useState(Boolean(meta.secureJsonFields?.['token']));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const checked = exporterUrl(url);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (checked.url === null) {
      return;
    }
    try {
      await savePluginSettings(meta.id, {
        enabled: true,
        pinned: meta.pinned,
        jsonData: { url: checked.url },
        // Left out, Grafana keeps the token that it has.
        ...(tokenKept ? {} : { secureJsonData: { token } }),
      });
      // Grafana hands new settings to a plugin only when its page is loaded again.
      window.location.reload();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <FieldSet label="Loadstar exporter">
        {problem !== null && <ProblemAlert problem={problem} onDismiss={() => setProblem(null)} />}
        <Field
          label="URL"
          htmlFor="loadstar-url"
          description="Where Grafana's server reaches the exporter."
          invalid={url !== '' && checked.error !== null}
          error={checked.error}
        >
          <Input
            id="loadstar-url"
            width={60}
            value={url}
            placeholder="http://127.0.0.1:9851"
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
        </Field>
        <Field
          label="Token"
          htmlFor="loadstar-token"
          description="The content of the exporter's http.tokenFile. Starting, steering and stopping tests needs it."
        >
          <SecretInput
            id="loadstar-token"
            width={60}
            value={token}
            isConfigured={tokenKept}
            onChange={(event) => setToken(event.currentTarget.value.trim())}
            onReset={() => {
              setToken('');
              setTokenKept(false);
            }}
          />
        </Field>
        <Button type="submit" disabled={checked.url === null || (!tokenKept && token === '')}>
          Save
        </Button>
      </FieldSet>
    </form>
  );
}
