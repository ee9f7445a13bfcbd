import type { AppRootProps } from '@grafana/data';
import React from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { DecisionsPage } from './DecisionsPage';
import { OverviewPage } from './OverviewPage';
import { RunPage } from './RunPage';

/** The app's pages below /a/loadstar-control-app. */
export default function App(_props: AppRootProps) {
  return (
    <Routes>
      <Route path="overview" element={<OverviewPage />} />
      <Route path="run/:runId?" element={<RunPage />} />
      <Route path="decisions" element={<DecisionsPage />} />
      <Route path="*" element={<Navigate to="overview" replace />} />
    </Routes>
  );
}
