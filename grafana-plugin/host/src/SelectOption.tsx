import type { SelectFieldConfigSettings, SelectableValue, StandardEditorProps } from '@grafana/data';
import { Combobox } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

type SelectOptionProps = StandardEditorProps<string, SelectFieldConfigSettings<string>>;

/** The choice among a panel option's values, fixed or fetched. */
export function SelectOption({ value, onChange, item, context, id }: SelectOptionProps) {
  const { options: fixed, getOptions } = item.settings ?? { options: [] };
  const [fetched, setFetched] = useState<Array<SelectableValue<string>>>([]);
  useEffect(() => {
    void getOptions?.(context).then(setFetched);
    // The context carries a panel's data, which are always empty here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [getOptions]);
  const options = getOptions === undefined ? fixed : fetched;
  return (
    <Combobox
      id={id}
      width={28}
      value={value}
      options={options.map((option) => ({ value: option.value ?? '', label: option.label ?? '' }))}
      onChange={(option) => onChange(option.value)}
    />
  );
}
