import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Button, Field, FieldSet, Input, SecretInput } from '@grafana/ui';
import React, { useState, type FormEvent } from 'react';
import type { ApiProblem } from '../api/apiProblem';
import { mayConfigure } from '../api/mayConfigure';
import { savePluginSettings } from '../api/savePluginSettings';
import { toProblem } from '../api/toProblem';
import { ProblemAlert } from '../components/feedback/ProblemAlert';
import { ConnectionTest } from '../features/connection/ConnectionTest';
import { exporterUrl } from './exporterUrl';

/** Kept by Grafana in plain text. */
export interface AppSettings {
  /** Base address of the exporter, without a slash at its end. */
  readonly url?: string;
}

export type ConfigPageProps = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

/** Address and token of the exporter, and whether they work. */
export default function ConfigPage({ plugin: { meta } }: ConfigPageProps) {
  const savedUrl = meta.jsonData?.url ?? '';
  const tokenKept = Boolean(meta.secureJsonFields?.['token']);
  const [changed, setChanged] = useState(false);
  const obstacle = changed ? 'Save first: what is saved is tested.' : savedUrl === '' ? 'Save a URL first.' : null;
  // A build that was not packed has the scaffold's placeholder in the place of its version.
  const version = /^\d/.test(meta.info?.version ?? '') ? meta.info.version : null;
  return (
    <>
      <SettingsForm meta={meta} onChange={setChanged} />
      <FieldSet label="Connection test">
        <p>
          Tests the saved URL and token without changing anything. The calls go the way of all pages: in Grafana through
          its server’s proxy, in Loadstar’s own console straight to its exporter.
        </p>
        <ConnectionTest connection={{ url: savedUrl, tokenKept, pluginVersion: version }} obstacle={obstacle} />
      </FieldSet>
    </>
  );
}

interface SettingsFormProps {
  readonly meta: ConfigPageProps['plugin']['meta'];
  /** Hears whether what stands in the form differs from what is saved. */
  readonly onChange: (changed: boolean) => void;
}

/** The token goes to Grafana's secrets and never comes back to the browser. */
function SettingsForm({ meta, onChange }: SettingsFormProps) {
  const [url, setUrl] = useState(meta.jsonData?.url ?? '');
  const [token, setToken] = useState('');
  const [tokenKept, setTokenKept] = useState(Boolean(meta.secureJsonFields?.['token']));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const checked = exporterUrl(url);
  const editable = mayConfigure();
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
      <FieldSet label="Loadstar exporter" disabled={!editable}>
        {!editable && (
          <p>Only an admin of Grafana changes these. The console uses the address that it was opened with.</p>
        )}
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
            onChange={(event) => {
              setUrl(event.currentTarget.value);
              onChange(true);
            }}
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
            onChange={(event) => {
              setToken(event.currentTarget.value.trim());
              onChange(true);
            }}
            onReset={() => {
              setToken('');
              setTokenKept(false);
              onChange(true);
            }}
          />
        </Field>
        {editable && (
          <Button type="submit" disabled={checked.url === null || (!tokenKept && token === '')}>
            Save
          </Button>
        )}
      </FieldSet>
    </form>
  );
}
