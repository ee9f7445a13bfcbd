import { css } from '@emotion/css';
import { PanelOptionsEditorBuilder, type GrafanaTheme2, type PanelPlugin } from '@grafana/data';
import { Field, useStyles2 } from '@grafana/ui';
import React, { useId, useMemo } from 'react';

/** A panel's options by their paths. */
export type OptionValues = Record<string, unknown>;

interface PanelOptionsProps {
  readonly plugin: PanelPlugin;
  readonly values: OptionValues;
  readonly onChange: (values: OptionValues) => void;
}

/** The options of a panel with their editors, as Grafana's panel editor lists them. */
export function PanelOptions({ plugin, values, onChange }: PanelOptionsProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const items = useMemo(() => {
    const builder = new PanelOptionsEditorBuilder<OptionValues>();
    plugin.getPanelOptionsSupplier()(builder, { data: [] });
    return builder.getItems();
  }, [plugin]);
  return (
    <div className={styles.row}>
      {items.map((item) => {
        const Editor = item.editor;
        return (
          <Field key={item.id} label={item.name} htmlFor={`${id}-${item.id}`} noMargin>
            <Editor
              id={`${id}-${item.id}`}
              item={item}
              context={{ data: [] }}
              value={values[item.path]}
              onChange={(value) => onChange({ ...values, [item.path]: value })}
            />
          </Field>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), marginBottom: theme.spacing(1.5) }),
});
