import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2, useTheme2, type IconName } from '@grafana/ui';
import React, { useState } from 'react';
import { checkConnection, type TestedConnection } from './checkConnection';
import type { ConnectionCheck } from './connectionCheck';

interface ConnectionTestProps {
  readonly connection: TestedConnection;
  /** Why it cannot be tested now; null where it can. */
  readonly obstacle: string | null;
}

const ICONS: Readonly<Record<ConnectionCheck['state'], { readonly icon: IconName; readonly word: string }>> = {
  passed: { icon: 'check-circle', word: 'fine' },
  warning: { icon: 'exclamation-triangle', word: 'warning' },
  failed: { icon: 'exclamation-circle', word: 'wrong' },
  skipped: { icon: 'minus-circle', word: 'not tested' },
};

/** All checks in one sentence. */
function summary(checks: readonly ConnectionCheck[]): string {
  const has = (state: ConnectionCheck['state']): boolean => checks.some((check) => check.state === state);
  if (has('failed')) {
    return 'The connection does not work yet.';
  }
  return has('warning') ? 'The connection works, with a warning.' : 'The connection works.';
}

/** Tests the saved connection on demand and says check by check what is wrong and what would be right. */
export function ConnectionTest({ connection, obstacle }: ConnectionTestProps) {
  const styles = useStyles2(getStyles);
  const [checks, setChecks] = useState<readonly ConnectionCheck[] | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setChecks(await checkConnection(connection));
    setBusy(false);
  };
  return (
    <>
      <Button
        variant="secondary"
        icon={busy ? 'spinner' : 'plug'}
        disabled={busy || obstacle !== null}
        onClick={() => void test()}
      >
        Test connection
      </Button>
      {obstacle !== null && <span className={styles.obstacle}>{obstacle}</span>}
      <div role="status" className={styles.summary}>
        {busy ? 'Testing…' : checks === null ? '' : summary(checks)}
      </div>
      {checks !== null && (
        <ul aria-label="Result of the connection test" className={styles.list}>
          {checks.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </ul>
      )}
    </>
  );
}

function CheckRow({ check }: { check: ConnectionCheck }) {
  const styles = useStyles2(getStyles);
  const { colors } = useTheme2();
  const { icon, word } = ICONS[check.state];
  const color = {
    passed: colors.success.text,
    warning: colors.warning.text,
    failed: colors.error.text,
    skipped: colors.text.disabled,
  }[check.state];
  return (
    <li className={styles.row}>
      <span style={{ color }}>
        <Icon name={icon} title={word} />
      </span>
      <div>
        <strong>{check.name}</strong>: {check.text}
        {check.reasons !== undefined && check.reasons.length > 0 && (
          <ul className={styles.reasons}>
            {check.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        {check.hint !== undefined && <div className={styles.hint}>{check.hint}</div>}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  obstacle: css({ marginLeft: theme.spacing(1), color: theme.colors.text.secondary }),
  summary: css({ margin: theme.spacing(1.5, 0, 0.5), fontWeight: theme.typography.fontWeightMedium }),
  list: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(1), maxWidth: 820 }),
  row: css({ display: 'flex', gap: theme.spacing(1), overflowWrap: 'anywhere' }),
  reasons: css({ margin: theme.spacing(0.5, 0, 0.5, 2.5) }),
  hint: css({ color: theme.colors.text.secondary }),
});
