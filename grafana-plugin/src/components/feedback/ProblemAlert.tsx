import { Alert } from '@grafana/ui';
import React from 'react';
import type { ApiProblem } from '../../api/apiProblem';

interface ProblemAlertProps {
  readonly problem: ApiProblem;
  readonly onDismiss?: () => void;
  /** A page that still shows older figures warns; one that shows nothing, or a change refused, is an error. */
  readonly severity?: 'error' | 'warning';
}

/** A problem with what is wrong, which field, and what would be right. */
export function ProblemAlert({ problem, onDismiss, severity = 'error' }: ProblemAlertProps) {
  return (
    <Alert title={problem.title} severity={severity} {...(onDismiss === undefined ? {} : { onRemove: onDismiss })}>
      <div>{problem.detail}</div>
      {problem.fields.length > 0 && (
        <ul style={{ margin: '4px 0 0 18px' }}>
          {problem.fields.map((field) => (
            <li key={field.path}>
              <code>{field.path}</code>
              {field.value !== undefined && (
                <>
                  {' is '}
                  <code>{field.value}</code>
                </>
              )}
              {': '}
              {field.allowed}
            </li>
          ))}
        </ul>
      )}
      {problem.hint !== null && <strong>{problem.hint}</strong>}
    </Alert>
  );
}
