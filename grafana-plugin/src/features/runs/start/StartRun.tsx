import { Combobox, Field } from '@grafana/ui';
import type { Run, Test } from '@loadstar/exporter/contract';
import React, { useId, useState } from 'react';
import type { Polled } from '../../../api/usePolled';
import { EmptyHint } from '../../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../../components/feedback/SkeletonRows';
import { StartRunForm } from './StartRunForm';

interface StartRunProps {
  readonly tests: Polled<{ tests: Test[] }>;
  /** Chosen at first; the first test when absent or unknown. */
  readonly initialTest: string | null;
  readonly onStarted: (run: Run) => void;
}

/** Choose a test and start it. */
export function StartRun({ tests, initialTest, onStarted }: StartRunProps) {
  const id = useId();
  const [chosen, setChosen] = useState(initialTest);
  if (tests.data === null) {
    return tests.problem === null ? (
      <SkeletonRows rows={1} heightPixels={60} label="Loading tests" />
    ) : (
      <ProblemAlert problem={tests.problem} />
    );
  }
  const all = tests.data.tests;
  const test = all.find(({ name }) => name === chosen) ?? all[0];
  if (test === undefined) {
    return (
      <EmptyHint title="No tests are configured">
        Name one under <code>tests:</code> in loadstar.yml, with the path of a k6 script and the service it tests.
      </EmptyHint>
    );
  }
  return (
    <StartRunForm key={test.name} test={test} onStarted={onStarted}>
      <Field label="Test" htmlFor={id} noMargin>
        <Combobox
          id={id}
          width={32}
          options={all.map(({ name, service }) => ({ value: name, label: name, description: `tests ${service}` }))}
          value={test.name}
          onChange={(option) => setChosen(option.value)}
        />
      </Field>
    </StartRunForm>
  );
}
