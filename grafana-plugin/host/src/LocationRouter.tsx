import { locationService } from '@grafana/runtime';
import React, { useLayoutEffect, useState, type ReactNode } from 'react';
import { Router, type Location, type NavigationType } from 'react-router';

/** React Router over the history of Grafana's locationService, as Grafana's own pages have it. */
export function LocationRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [state, setState] = useState({
    action: history.action as NavigationType,
    location: history.location as Location,
  });
  useLayoutEffect(
    () => history.listen((location: Location, action: NavigationType) => setState({ action, location })),
    [history],
  );
  return (
    <Router
      location={state.location}
      navigationType={state.action}
      navigator={{
        createHref: (to) => history.createHref(typeof to === 'string' ? { pathname: to } : to),
        go: history.go,
        push: (to, data) => (typeof to === 'string' ? history.push(to, data) : history.push(to, data)),
        replace: (to, data) => (typeof to === 'string' ? history.replace(to, data) : history.replace(to, data)),
      }}
    >
      {children}
    </Router>
  );
}
